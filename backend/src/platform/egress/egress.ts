import { Agent, type Dispatcher, type RequestInit as UndiciRequestInit, fetch as undiciFetch } from 'undici';
import { createBreakers } from './breakers.ts';
import { EgressError, toEgressError } from './egress-error.ts';
import { publicConnector, type Resolve } from './public-address.ts';
import { readBody } from './read-body.ts';

/** The one door for outgoing calls: each has a total time limit, a size limit and a circuit breaker. */
export interface Egress {
  /** For addresses that an operator configured. Throws EgressError; a caller's own abort stays as it is. */
  readonly fetch: typeof fetch;
  /** For addresses that a user typed: http(s) to the open internet only, checked at every connection and redirect. */
  readonly fetchPublic: typeof fetch;
  /** Ends calls that are still going. */
  close(): Promise<void>;
}

export interface EgressOptions {
  /** For the whole call, body included. */
  readonly timeoutMs?: number;
  /** Of the decompressed body. */
  readonly maxBodyBytes?: number;
  /** How `fetchPublic` resolves names. */
  readonly resolve?: Resolve;
}

export function openEgress({
  timeoutMs = 15_000,
  maxBodyBytes = 32 * 1_048_576,
  resolve,
}: EgressOptions = {}): Egress {
  const connectMs = Math.min(timeoutMs, 10_000);
  const trusted = new Agent({ connect: { timeout: connectMs } });
  const open = new Agent({ connect: publicConnector(connectMs, resolve) });
  const limits = { timeoutMs, maxBodyBytes };
  return {
    fetch: door(trusted, limits),
    fetchPublic: door(open, limits),
    close: async () => void (await Promise.all([trusted.destroy(), open.destroy()])),
  };
}

interface Limits {
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
}

function door(dispatcher: Dispatcher, limits: Limits): typeof fetch {
  const breakers = createBreakers();
  return async (input, init) => {
    const { url, request } = toRequest(input, init);
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
    const user = `${url.username}:${url.password}`.replace(/(?:%[0-9a-f]{2})+/gi, decodeURIComponent);
    headers.set('authorization', `Basic ${Buffer.from(user).toString('base64')}`);
  }
  url.username = '';
  url.password = '';
  // The same standard, declared by two libraries.
  return { url, request: { ...own, ...init, headers } as UndiciRequestInit };
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
