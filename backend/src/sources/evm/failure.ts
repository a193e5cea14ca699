import { SourceError } from '../source.ts';

/** What a node says when it refuses one call. */
export interface RpcRefusal {
  readonly code: number;
  readonly message: string;
}

const minuteMs = 60_000;

/** An HTTP answer that is no success. Pure but for `now`, epoch ms. */
export function fromStatus(
  host: string,
  status: number,
  retryAfter: string | null,
  now: number,
): SourceError {
  switch (status) {
    case 401:
      return new SourceError('unauthorized', `${host} does not accept the key in the RPC address`, {
        fix: 'Set the RPC address that your provider shows for this chain',
      });
    case 402:
    case 403:
      return new SourceError('forbidden', `${host} refuses: the key has no access to this chain or plan`, {
        fix: "Allow the chain for this key in your provider's settings",
      });
    case 404:
      return new SourceError('malformed', `${host} has nothing at the path of the RPC address`, {
        fix: 'Set the whole RPC address that your provider shows',
      });
    case 413:
      return new SourceError('malformed', `${host} refuses requests of this size`, {
        fix: 'Lower the number of calls in one request',
      });
    case 429:
      return rateLimited(host, retryAtOf(retryAfter, now));
    default:
      return new SourceError('unreachable', `${host} answered ${status}`);
  }
}

/** `Retry-After` has seconds or a date. */
function retryAtOf(retryAfter: string | null, now: number): number {
  const at = /^\d+$/.test(retryAfter ?? '') ? now + Number(retryAfter) * 1_000 : Date.parse(retryAfter ?? '');
  return at > now ? at : now + minuteMs;
}

function rateLimited(host: string, retryAt: number): SourceError {
  return new SourceError('rate-limited', `${host} wants fewer requests`, {
    retryAt,
    fix: 'Raise EVM_INTERVAL_SECONDS, or use a plan with more requests',
  });
}

/** A refusal in an answer that is otherwise good, by the error codes of EIP-1474. */
export function fromRefusal(rpcUrl: string, { code, message }: RpcRefusal, now: number): SourceError {
  const { host } = new URL(rpcUrl);
  if (code === -32_005 || code === 429 || /rate.?limit|too many requests|quota|capacity/i.test(message))
    return rateLimited(host, now + minuteMs);
  if (/unauthori[sz]ed|api.?key|must be authenticated/i.test(message))
    return new SourceError('unauthorized', `${host} does not accept the key in the RPC address`);
  const said = withoutSecrets(message, rpcUrl).slice(0, 160);
  return new SourceError('malformed', `${host} refuses: ${said} (${code})`, {
    ...(/batch/i.test(message) && { fix: 'Lower the number of calls in one request' }),
  });
}

/** Whether the node does not know the method at all. */
export function isUnknownMethod({ code, message }: RpcRefusal): boolean {
  return (
    code === -32_601 ||
    code === -32_004 ||
    /method .*(?:not (?:found|supported|available)|does not exist)/i.test(message)
  );
}

/** A call that got no answer at all. */
export function fromThrown(host: string, cause: unknown): SourceError {
  if (cause instanceof SourceError) return cause;
  const said = cause instanceof Error && 'reason' in cause ? cause.message : `No answer from ${host}`;
  return new SourceError('unreachable', said, { cause });
}

/** Providers like to quote the key they do not know. */
function withoutSecrets(message: string, rpcUrl: string): string {
  const { pathname, searchParams, username, password } = new URL(rpcUrl);
  const parts = [...pathname.split('/'), ...searchParams.values(), username, password];
  return parts.filter((part) => part.length >= 6).reduce((text, part) => text.replaceAll(part, '…'), message);
}
