import { AppError } from '../errors.ts';

export type EgressFailure =
  | 'timeout'
  | 'refused'
  | 'reset'
  | 'dns'
  | 'tls'
  | 'too-large'
  | 'forbidden-address'
  | 'circuit-open';

/** A call that got no complete answer. Its message names the host only: paths and queries may hold keys. */
export class EgressError extends AppError {
  readonly reason: EgressFailure;

  constructor(reason: EgressFailure, message: string, options?: ErrorOptions) {
    super('unavailable', message, options);
    this.reason = reason;
  }
}

const reasonByCode: Readonly<Record<string, EgressFailure>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  EADDRNOTAVAIL: 'refused',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  EPROTO: 'tls',
};

const tlsCode = /^(?:ERR_(?:TLS|SSL)|CERT_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|HOSTNAME_MISMATCH|CRL_)/;

const sentences: Readonly<Record<Exclude<EgressFailure, 'too-large' | 'circuit-open'>, string>> = {
  timeout: 'did not answer in time',
  refused: 'refuses connections',
  reset: 'broke off, or sent what is not a valid HTTP answer',
  dns: 'has a name that cannot be resolved',
  tls: 'has a TLS certificate or protocol that is not accepted',
  'forbidden-address': 'leads to an address that may not be called',
};

/** What a failed call means. Whatever is not recognised broke off in the middle: `reset`. */
export function toEgressError(error: unknown, host: string): EgressError {
  const known = causesOf(error);
  const egress = known.find((cause) => cause instanceof EgressError);
  if (egress) return egress;
  const codes = known.flatMap((cause) => (hasCode(cause) ? [cause.code] : []));
  const reason = codes.map(reasonOf).find((found) => found !== undefined) ?? withoutCode(known);
  const code = codes.find((one) => reasonOf(one) === reason);
  return new EgressError(reason, `${host} ${sentences[reason]}${code ? ` (${code})` : ''}`, { cause: error });
}

function reasonOf(code: string): keyof typeof sentences | undefined {
  const reason = tlsCode.test(code) ? 'tls' : reasonByCode[code];
  return reason === 'too-large' || reason === 'circuit-open' ? undefined : reason;
}

/** Ports of mail, chat and the like are closed to every fetch, and so is what a redirect may not lead to. */
const refusals = /^(?:bad port|URL scheme must be a HTTP\(S\) scheme|cross origin not allowed .*)$/;

function withoutCode(causes: readonly unknown[]): 'forbidden-address' | 'reset' {
  const refused = causes.some((cause) => cause instanceof Error && refusals.test(cause.message));
  return refused ? 'forbidden-address' : 'reset';
}

function hasCode(error: unknown): error is { readonly code: string } {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
}

/** The error, what caused it, and so on; a name with several addresses fails with one error for each. */
function causesOf(error: unknown, depth = 0): unknown[] {
  if (depth > 6 || !(error instanceof Error)) return [error];
  const inner = [...(error instanceof AggregateError ? error.errors : []), error.cause].filter(Boolean);
  return [error, ...inner.flatMap((cause) => causesOf(cause, depth + 1))];
}
