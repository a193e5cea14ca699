import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Instead of the body, where that is no text. */
  readonly bytes?: Buffer;
}

/** `secondary` is GitHub's word for a limit besides the quota; elsewhere it is just throttled. */
export type Refusal = 'denied' | 'throttled' | 'secondary' | 'broken';

/** One imitated system. `name` is dotted and is what faults match, such as aws.rds.DescribeDBInstances. */
export interface Part {
  name(incoming: Incoming): string;
  answer(incoming: Incoming): Reply;
  refuse(incoming: Incoming, refusal: Refusal, status?: number): Reply;
}

const LIMIT = 5_000_000;

export async function readIncoming(request: IncomingMessage): Promise<Incoming> {
  const url = new URL(request.url ?? '/', 'http://simulator');
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    body += chunk;
    if (body.length > LIMIT) break;
  }
  const method = request.method ?? 'GET';
  return { method, path: url.pathname, query: url.searchParams, headers: request.headers, body };
}

export function send(response: ServerResponse, reply: Reply): void {
  const empty = reply.status === 304 || reply.status === 204;
  const body = reply.bytes ?? Buffer.from(reply.body);
  const length = empty ? {} : { 'content-length': String(body.length) };
  response.writeHead(reply.status, { ...reply.headers, ...length });
  response.end(empty ? undefined : body);
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Reply {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) };
}
