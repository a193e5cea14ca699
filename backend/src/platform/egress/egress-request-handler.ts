import { Readable } from 'node:stream';
import type { NodeHttpHandler } from '@smithy/node-http-handler';

type Handle = NodeHttpHandler['handle'];
type AwsRequest = Parameters<Handle>[0];

/** What AWS SDK clients take as `requestHandler`. */
export interface EgressRequestHandler {
  handle: Handle;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

// The fetch sets these itself, from the address and the body; a second opinion would only disagree.
const ownHeaders = new Set(['host', 'content-length', 'connection', 'transfer-encoding', 'expect']);

/** Lets AWS SDK v3 clients call through the egress door. What it throws is what the door throws. */
export function egressRequestHandler(throughDoor: typeof fetch): EgressRequestHandler {
  return {
    async handle(request, { abortSignal, requestTimeout } = {}) {
      const signals = [
        ...(abortSignal instanceof AbortSignal ? [abortSignal] : []),
        ...(requestTimeout ? [AbortSignal.timeout(requestTimeout)] : []),
      ];
      const response = await throughDoor(addressOf(request), {
        method: request.method,
        headers: Object.entries(request.headers).filter(([name]) => !ownHeaders.has(name.toLowerCase())),
        // S3 answers with a redirect to say in which region a bucket lives; the SDK wants to see it.
        redirect: 'manual',
        ...(signals.length > 0 && { signal: AbortSignal.any(signals) }),
        ...bodyOf(request),
      });
      return {
        response: {
          statusCode: response.status,
          reason: response.statusText,
          headers: plain(response.headers),
          body: Readable.from(Buffer.from(await response.arrayBuffer())),
        },
      };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };
}

function plain(headers: Headers): Record<string, string> {
  const record: Record<string, string> = {};
  headers.forEach((value, name) => {
    record[name] = value;
  });
  return record;
}

function bodyOf({ method, body }: AwsRequest): RequestInit & { duplex?: 'half' } {
  if (body === undefined || body === null || method === 'GET' || method === 'HEAD') return {};
  return body instanceof Readable ? { body: Readable.toWeb(body) as BodyInit, duplex: 'half' } : { body };
}

function addressOf({ protocol, hostname, port, path, query }: AwsRequest): string {
  const host = port === undefined ? hostname : `${hostname}:${port}`;
  const pairs = Object.entries(query).flatMap(([name, value]) => pairsOf(name, value));
  return `${protocol}//${host}${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

function pairsOf(name: string, value: string | string[] | null): string[] {
  if (value === null) return [escapeUri(name)];
  return [value].flat().map((one) => `${escapeUri(name)}=${escapeUri(one)}`);
}

/** As the signature counts it (RFC 3986), or AWS answers SignatureDoesNotMatch. */
function escapeUri(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
