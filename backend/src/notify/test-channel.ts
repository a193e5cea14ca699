import { randomUUID } from 'node:crypto';
import { NotFoundError } from '../platform/errors.ts';
import type { Answer } from './channel.ts';
import type { Doer, NotifyContext } from './context.ts';
import { deliveryStore } from './delivery-store.ts';
import { messageOf } from './message.ts';

export interface Tested extends Answer {
  readonly at: number;
  readonly tookMs: number;
}

/** Sends a real message now, past routes and limits, and keeps what was answered. Throws NotFoundError. */
export async function testChannel(id: string, doer: Doer, context: NotifyContext): Promise<Tested> {
  const { database, ways, publicUrl } = context;
  const channel = await context.channel(id);
  if (!channel) throw new NotFoundError('Channel', id);
  const at = ways.now();
  const title = 'Test message';
  const one = { id: randomUUID(), kind: 'test', severity: 'info', title, dueAt: at } as const;
  const words = `Test message, sent by ${doer.caller.name}. Nothing is wrong`;
  const message = messageOf({ ...one, title: words }, { notices: [], total: 0, publicUrl });
  const step = { action: 'channel.test', target: channel.name, detail: { id, key: one.id } };
  // The record stands before anything leaves.
  await doer.privileged(step, async () => undefined);
  const answer = await context.sender(channel.kind).send(message, channel, ways, []);
  const tookMs = ways.now() - at;
  const delivered = answer.outcome === 'delivered';
  await deliveryStore(database).add({
    ...one,
    ...{ channelId: id, channelName: channel.name, route: '', notices: 0, createdAt: at, tries: 1 },
    state: delivered ? 'delivered' : 'dead',
    attempts: [{ at, delivered, answer: answer.text, tookMs }],
    endedAt: at + tookMs,
    reason: delivered ? null : answer.text.slice(0, 500),
    by: doer.caller.name,
  });
  return { ...answer, at, tookMs };
}
