import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Part, type Refusal, readIncoming, send } from '../http/exchange.ts';
import { cycleOf } from '../world/story.ts';
import { MINUTE, type World } from '../world/world.ts';

export interface Served {
  /** For any of the SDK's clients. */
  readonly settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly maxAttempts: number;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** What the part was asked for, by its own names. */
  readonly asked: string[];
  /** Refuses everything from now on. */
  refuse(refusal: Refusal): void;
  close(): void;
}

export async function serve(part: Part): Promise<Served> {
  const asked: string[] = [];
  let refusal: Refusal | undefined;
  const server = createServer(async (request, response) => {
    const incoming = await readIncoming(request);
    asked.push(part.name(incoming));
    send(response, refusal ? part.refuse(incoming, refusal) : part.answer(incoming));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    settings: {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'eu-west-1',
      maxAttempts: 1,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    },
    asked,
    refuse(next) {
      refusal = next;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** When the world of a test is at rest, and when checkout-api fails in full. */
export function moments(world: World) {
  const { failingAt, fixLandedAt } = cycleOf(world, 0);
  const minute = (at: number) => Math.floor(at / MINUTE) * MINUTE;
  return {
    calm: minute(world.epoch),
    failing: minute(failingAt + 12 * MINUTE),
    ended: minute(fixLandedAt + 40 * MINUTE),
  };
}
