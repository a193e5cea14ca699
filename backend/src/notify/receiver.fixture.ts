import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Got {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly at: number;
}

type Answering = (got: Got, reply: ServerResponse) => void;

/** A receiver on loopback that keeps what it takes, and answers as it is told. */
export async function openReceiver() {
  const taken: Got[] = [];
  const refused: Got[] = [];
  let answering: Answering | undefined;
  const server = createServer((request: IncomingMessage, reply) => {
    void text(request).then((body) => {
      const got = { path: request.url ?? '', headers: request.headers, body, at: Date.now() };
      if (answering) {
        refused.push(got);
        return answering(got, reply);
      }
      taken.push(got);
      reply.writeHead(200, { 'content-type': 'text/plain' }).end('ok');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/in`,
    origin: `http://127.0.0.1:${port}`,
    taken,
    /** What came while it did something else than taking. */
    refused,
    answer(next: Answering | number | undefined) {
      answering = typeof next === 'number' ? (_got, reply) => reply.writeHead(next).end('no') : next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Whether the signature of Standard Webhooks fits, by the few lines that a receiver needs. */
export function isSigned({ headers, body }: Got, secret: string): boolean {
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  return headers['webhook-signature'] === `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

/** The notices that a CloudEvent carries. */
export function itemsOf({ body }: Got): { readonly key: string; readonly title: string }[] {
  return JSON.parse(body).data.items;
}
