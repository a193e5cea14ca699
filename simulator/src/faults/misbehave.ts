import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type Incoming, type Part, type Reply, send } from '../http/exchange.ts';
import type { Fault } from './fault.ts';
import { hostile } from './hostile.ts';

const hugeBytes = 200 * 1024 * 1024;
const chunk = Buffer.alloc(1024 * 1024, ' ');

/** Answers as the fault says instead of as the part would. */
export async function misbehave(
  { kind, status, ms = 5_000 }: Fault,
  {
    part,
    incoming,
    response,
  }: { readonly part: Part; readonly incoming: Incoming; readonly response: ServerResponse },
): Promise<void> {
  const usual = () => part.answer(incoming);
  switch (kind) {
    case 'hang':
      return;
    case 'slow':
      await wait(ms);
      return send(response, usual());
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'status':
      return send(response, part.refuse(incoming, 'broken', status ?? 500));
    case 'denied':
      return send(response, part.refuse(incoming, 'denied', status));
    case 'throttled':
      return send(response, part.refuse(incoming, 'throttled', status));
    case 'secondary-limit':
      return send(response, part.refuse(incoming, 'secondary', status));
    case 'malformed':
      return send(response, {
        status: 200,
        headers: { 'content-type': 'text/html' },
        body: '<html><h1>Welcome',
      });
    case 'wrong-types':
      return send(response, wrongTypes(usual()));
    case 'hostile':
      return send(response, hostile(usual()));
    case 'hostile-refusal':
      return send(response, hostile(part.refuse(incoming, 'broken', status)));
    case 'truncated':
      return truncate(response, usual());
    case 'huge':
      return stream(response);
  }
}

/** Every number becomes a word. */
function wrongTypes(reply: Reply): Reply {
  return { ...reply, body: reply.body.replace(/([:>]\s*)-?\d+(\.\d+)?(?=\s*[,}\]<])/g, '$1"many"') };
}

function truncate(response: ServerResponse, { status, headers, body, bytes }: Reply): void {
  const whole = bytes ?? Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': String(whole.length) });
  response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => response.socket?.destroy());
}

function stream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  let left = hugeBytes;
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= chunk.length;
      if (!response.write(chunk)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
}
