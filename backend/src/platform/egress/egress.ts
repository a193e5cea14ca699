import { Agent, type Dispatcher, type RequestInit as UndiciRequestInit, fetch as undiciFetch } from 'undici';
import { isMetadataAddress, isPublicAddress } from './address.ts';
import { parseAllowList } from './allow-list.ts';
import { createBreakers } from './breakers.ts';
import { checkedConnector, type Resolve } from './checked-connector.ts';
import { EgressError, toEgressError } from './egress-error.ts';
import { hops } from './hops.ts';
import { readBody } from './read-body.ts';

/**
 * The two doors for outgoing calls. Each call has a total time limit, a size limit and a circuit breaker; no call gets to
 * an address at which a cloud hands out secrets. Both throw EgressError; a caller's own abort stays as it is.
 */
export interface Egress {
  /** For addresses that the operator configured, private ones too. Redirects elsewhere are judged as if typed. */
  readonly fetchConfigured: typeof fetch;
  /** For addresses that a user typed or an answer named: the open internet and what the operator allows, nothing else. */
  readonly fetchTyped: typeof fetch;
  /** Ends calls that are still going. */
  close(): Promise<void>;
}

export interface EgressOptions {
  /** For the whole call, body included. */
  readonly timeoutMs?: number;
  /** Of the decompressed body. */
  readonly maxBodyBytes?: number;
  /** Ranges, addresses and host names inside the operator's network that users may have called as well. */
  readonly allow?: readonly string[];
  /** How names are resolved. */
  readonly resolve?: Resolve;
}

/** Throws when `allow` cannot be read. */
export function openEgress({
  timeoutMs = 15_000,
  maxBodyBytes = 32 * 1_048_576,
  allow = [],
  resolve,
}: EgressOptions = {}): Egress {
  const allowed = parseAllowList(allow);
  const agent = (mayCall: (host: string, address: string) => boolean) =>
    new Agent({ connect: checkedConnector({ mayCall, timeoutMs: Math.min(timeoutMs, 10_000), resolve }) });
  const anywhere = agent((_, address) => !isMetadataAddress(address));
  const outside = agent(
    (host, address) =>
      isPublicAddress(address) || (allowed.allows(host, address) && !isMetadataAddress(address)),
  );
  const limits = { timeoutMs, maxBodyBytes };
  return {
    fetchConfigured: door((origin) => hops(origin, anywhere, outside), limits),
    fetchTyped: door((origin) => hops(origin, outside, outside), limits),
    close: async () => void (await Promise.all([anywhere.destroy(), outside.destroy()])),
  };
}

interface Limits {
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

function door(through: (origin: string) => Dispatcher, limits: Limits): typeof fetch {
  const breakers = createBreakers();
  return async (input, init) => {
    const { url, request } = toRequest(input, init);
    const dispatcher = through(url.origin);
    return await breakers.run(url, () => call(url, { ...request, dispatcher }, limits));
  };
}

/** The answer with its whole body, so that whoever reads it can no longer wait or fail. */
async function call(url: URL, request: UndiciRequestInit, limits: Limits): Promise<Response> {
  const { host } = url;
  const theirs = request.signal ?? undefined;
  theirs?.throwIfAborted();
  const ours = new AbortController();
  const timer = setTimeout(() => {
    const limit = limits.timeoutMs >= 1_000 ? `${limits.timeoutMs / 1_000} s` : `${limits.timeoutMs} ms`;
    ours.abort(new EgressError('timeout', `${host} did not answer completely within ${limit}`));
  }, limits.timeoutMs);
  const signal = theirs ? AbortSignal.any([theirs, ours.signal]) : ours.signal;
  try {
    const answer = await undiciFetch(url, { ...request, signal });
    const { status, statusText } = answer;
    const body = await readBody(answer, limits.maxBodyBytes, host);
    const response = new Response(body, { status, statusText, headers: [...answer.headers] });
    return Object.defineProperty(response, 'url', { value: answer.url });
  } catch (error) {
    if (theirs?.aborted) throw theirs.reason;
    if (ours.signal.aborted) throw ours.signal.reason;
    throw toEgressError(error, host);
  } finally {
    clearTimeout(timer);
    // Whatever ended the call, nothing of it may keep running.
    ours.abort();
  }
}

function toRequest(input: string | URL | Request, init: RequestInit = {}) {
  const isRequest = input instanceof Request;
  const url = parse(isRequest ? input.url : String(input));
  const own = isRequest ? fromRequest(input) : {};
  const headers = new Headers(init.headers ?? own.headers);
  // `fetch` refuses addresses with a user name and quotes them in full, so they become a header here.
  if (url.username && !headers.has('authorization')) {
    headers.set('authorization', `Basic ${bytesOf(`${url.username}:${url.password}`).toString('base64')}`);
  }
  url.username = '';
  url.password = '';
  // The same standard, declared by two libraries.
  return { url, request: { ...own, ...init, headers } as UndiciRequestInit };
}

/** What the percent signs stand for: any bytes, not only those that make up text. */
function bytesOf(encoded: string): Buffer {
  const bytes = encoded.replace(/%([0-9a-f]{2})/gi, (_, hex) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1');
}

function fromRequest(request: Request): RequestInit & { duplex?: 'half' } {
  const { method, headers, body, redirect, signal } = request;
  return { method, headers, redirect, signal, ...(body && { body, duplex: 'half' }) };
}

function parse(address: string): URL {
  const url = URL.parse(address);
  if (url && (url.protocol === 'https:' || url.protocol === 'http:')) return url;
  throw new EgressError('forbidden-address', 'Only http:// and https:// addresses can be called');
}
