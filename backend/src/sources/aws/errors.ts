import { EgressError } from '../../platform/egress/egress-error.ts';
import { SourceError } from '../source.ts';
import { type Action, statementFor, trustFor } from './permissions.ts';

/** What was asked for when it failed. */
export interface AwsCall {
  readonly action: Action;
  readonly region: string;
  /** From which the credentials should come. */
  readonly profile?: string | undefined;
  /** Of the call that takes a role. */
  readonly role?: { readonly roleArn: string; readonly externalId: string | undefined };
}

/** Runs calls of one action; whatever they throw comes out as SourceError. */
export async function asking<T>(call: AwsCall, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toSourceError(error, call);
  }
}

/** The value, which a proper answer always holds: an answer without it is not AWS's. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new SourceError('malformed', `The answer has no ${name}`);
  return value;
}

/** The items of a list, each of which AWS always identifies by `key`. */
export function requiredItems<T>(
  list: readonly T[] | undefined,
  name: string,
  key: keyof T & string,
): readonly T[] {
  const items: readonly unknown[] = required(list, name);
  for (const item of items) {
    const id: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, key) : undefined;
    if (typeof id !== 'string' || id === '')
      throw new SourceError('malformed', `The answer has an item without ${key} in ${name}`);
  }
  return list ?? [];
}

const unauthorized =
  /^(?:ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|InvalidAccessKeyId|AuthFailure|RequestExpired|InvalidToken|TokenRefreshRequired|MissingAuthenticationToken|IncompleteSignature|RequestTimeTooSkewed|RequestInTheFuture|Credentials?Provider)/;
const forbidden =
  /^(?:AccessDenied|UnauthorizedOperation|Unauthorized|AuthorizationError|Forbidden|OptInRequired|AllAccessDisabled)/;
const throttled =
  /^(?:Throttl|RequestLimitExceeded|TooManyRequests|SlowDown|RequestThrottled|BandwidthLimitExceeded|EC2Throttled|PriorRequestNotComplete|LimitExceeded)/;
const wrongClock = /^(?:RequestExpired|RequestTimeTooSkewed|RequestInTheFuture)/;

/** What an error of the SDK, or of the way to AWS, means to the operator. */
export function toSourceError(error: unknown, call: AwsCall): SourceError {
  if (error instanceof SourceError) return withPlace(error, call);
  const egress = causes(error).find((cause) => cause instanceof EgressError);
  if (egress) {
    const reason = egress.reason === 'too-large' ? 'malformed' : 'unreachable';
    return new SourceError(reason, `${place(call)}: ${egress.message}`, { cause: error });
  }
  const { name, message, status } = described(error);
  if (name === 'TimeoutError' || name === 'AbortError')
    return new SourceError('unreachable', `${place(call)}: no complete answer in time`, { cause: error });
  if (throttled.test(name) || status === 429) return slowDown(error, call);
  if (unauthorized.test(name) || status === 401) return refused(name, error, call);
  if (forbidden.test(name) || status === 403) return denied(message, error, call);
  if (status !== undefined && status >= 500)
    return new SourceError('unreachable', `${place(call)}: AWS answered ${status}`, { cause: error });
  return new SourceError('malformed', `${place(call)}: the answer could not be understood`, { cause: error });
}

function slowDown(error: unknown, call: AwsCall): SourceError {
  return new SourceError('rate-limited', `AWS limits ${call.action} in ${call.region} at the moment`, {
    cause: error,
  });
}

function refused(name: string, error: unknown, { region, profile }: AwsCall): SourceError {
  const [message, fix] = wrongClock.test(name)
    ? [
        `AWS refuses requests from this machine's clock (${name})`,
        'Set the clock of this machine, for example with NTP.',
      ]
    : /^ExpiredToken|TokenRefresh/.test(name)
      ? ['The AWS session has expired', 'Get new temporary credentials, or use an access key or a role.']
      : /^Credentials?Provider/.test(name)
        ? profile
          ? [
              `The server has no usable AWS profile “${profile}”`,
              'Write it into ~/.aws/config of the user that runs SmartOpsAgent, or choose another one.',
            ]
          : [
              'No AWS credentials were found',
              'Set an access key or a profile, or run where a role is attached.',
            ]
        : [
            `AWS does not accept the credentials in ${region} (${name})`,
            `Check the access key id and the secret access key, and that ${region} is enabled for the account.`,
          ];
  return new SourceError('unauthorized', message, { cause: error, fix });
}

/** AWS names who was refused what; only where it does not, our own words stand in. */
function denied(message: string, error: unknown, call: AwsCall): SourceError {
  const principal = /User: (arn:\S+?)(?=\s|$)/.exec(message)?.[1];
  const action = /perform: ([\w-]+:\w+)/.exec(message)?.[1] ?? call.action;
  const who = principal ? principalName(principal) : 'This AWS user or role';
  if (call.role && !message.includes('explicit deny')) return notTrusted(call.role, principal, error);
  const policy = /explicit deny in (an? [\w -]*?polic(?:y|ies))|explicit deny/.exec(message);
  if (policy) {
    const where = policy[1] ?? 'a policy';
    const fix = `Have the deny of ${action} in ${where} lifted: allowing it elsewhere does not help.`;
    return new SourceError('forbidden', `${who} is denied ${action} in ${call.region} by ${where}`, {
      cause: error,
      fix,
    });
  }
  const said = `${who} lacks ${action} in ${call.region}`;
  return new SourceError('forbidden', said, { cause: error, fix: statementFor(action) });
}

/** Either side may be what is missing: the role has to trust who asks, and who asks has to be let take it. */
function notTrusted(
  { roleArn, externalId }: NonNullable<AwsCall['role']>,
  principal: string | undefined,
  error: unknown,
): SourceError {
  const who = principal ? principalName(principal) : 'Who asks';
  const [, account] = /^arn:[\w-]+:(?:iam|sts)::(\d+):/.exec(principal ?? '') ?? [];
  const trusted = principal?.includes(':assumed-role/')
    ? `arn:aws:iam::${account}:role/${who}`
    : (principal ?? 'arn:aws:iam::<account of the server>:root');
  const statement = trustFor(trusted, externalId);
  const fix = `Write into the trust policy of the role, and let ${who} do sts:AssumeRole on it:\n${statement}`;
  return new SourceError('forbidden', `${who} may not take the role ${principalName(roleArn)}`, {
    cause: error,
    fix,
  });
}

/** `smartops-read` of `…:user/ops/smartops-read`, the role of `…:assumed-role/<role>/<session>`. */
export function principalName(arn: string): string {
  const parts = (arn.split(':').at(-1) ?? arn).split('/');
  return (parts[0] === 'assumed-role' ? parts[1] : parts.at(-1)) ?? arn;
}

function withPlace(error: SourceError, call: AwsCall): SourceError {
  if (error.reason !== 'malformed' || error.message.includes(call.action)) return error;
  return new SourceError('malformed', `${place(call)}: ${error.message}`, { cause: error });
}

function place({ action, region }: AwsCall): string {
  return `${action} in ${region}`;
}

function described(error: unknown): { name: string; message: string; status: number | undefined } {
  if (!(error instanceof Error)) return { name: '', message: '', status: undefined };
  const meta: unknown = Reflect.get(error, '$metadata');
  const status: unknown =
    typeof meta === 'object' && meta !== null ? Reflect.get(meta, 'httpStatusCode') : undefined;
  return {
    name: error.name,
    message: error.message,
    status: typeof status === 'number' ? status : undefined,
  };
}

function causes(error: unknown, depth = 0): unknown[] {
  return error instanceof Error && depth < 5 ? [error, ...causes(error.cause, depth + 1)] : [];
}
