import type { Answer, ChannelSender, OpenChannel, Ways } from './channel.ts';
import { deliveryStore, type Outcome, type StoredDelivery } from './delivery-store.ts';
import { messageOf } from './message.ts';
import { noticeStore } from './notice-store.ts';
import { isGivenUp, mostTries, waitMs } from './retry.ts';
import type { Sql } from './sql.ts';

export interface DeliverContext {
  readonly database: Sql;
  readonly ways: Ways;
  readonly publicUrl: URL;
  sender(kind: OpenChannel['kind']): ChannelSender;
  channel(id: string): Promise<OpenChannel | undefined>;
}

const mostItems = 1_000;

/** One try of one message, held by `holder`. */
export async function deliver(
  delivery: StoredDelivery,
  holder: string,
  context: DeliverContext,
): Promise<void> {
  const { database, ways, publicUrl } = context;
  const store = deliveryStore(database);
  const carried = await noticeStore(database).of(delivery.id, mostItems);
  const needed = delivery.unlessAcknowledged ? await store.stillNeeded(delivery.id) : undefined;
  const notices = needed ? carried.filter(({ id }) => needed.has(id)) : carried;
  if (needed && notices.length === 0) {
    const reason = 'It was acknowledged, or over, before it was time';
    return store.notNeeded(delivery.id, holder, { now: ways.now(), reason });
  }
  const total = needed ? notices.length : delivery.notices;
  const channel = await context.channel(delivery.channelId);
  const startedAt = ways.now();
  const answer = channel?.enabled
    ? await context
        .sender(channel.kind)
        .send(messageOf(delivery, { notices, total, publicUrl }), channel, ways, delivery.done)
    : gone(channel ? 'The channel is switched off' : 'The channel was removed');
  const tookMs = ways.now() - startedAt;
  const attempt = { at: startedAt, delivered: answer.outcome === 'delivered', answer: answer.text, tookMs };
  const next = nextOf(delivery, answer, startedAt + tookMs);
  await store.finish(delivery.id, holder, { attempt, done: answer.done, next });
}

const gone = (text: string): Answer => ({
  ...{ outcome: 'refused', status: null, text, retryAfterMs: null, done: [] },
});

/** What becomes of a message after this answer. */
export function nextOf(
  { id, tries, dueAt }: Pick<StoredDelivery, 'id' | 'tries' | 'dueAt'>,
  { outcome, text, retryAfterMs }: Pick<Answer, 'outcome' | 'text' | 'retryAfterMs'>,
  now: number,
): Outcome['next'] {
  if (outcome === 'delivered') return { state: 'delivered' };
  if (outcome === 'refused') return { state: 'dead', reason: `Refused: ${text}`.slice(0, 500) };
  if (isGivenUp(tries + 1, dueAt, now))
    return { state: 'dead', reason: `Given up after ${Math.min(tries + 1, mostTries)} tries` };
  return { state: 'waiting', nextAt: now + waitMs(id, tries + 1, retryAfterMs) };
}
