import { NoticeKind, type ToldNotice } from '@smartops/contract';
import type { StoredDelivery } from './delivery-store.ts';
import type { ToldOf } from './told-store.ts';

const iso = (at: number) => new Date(at).toISOString();

export function toToldNotice({ notice, deliveries }: ToldOf): ToldNotice {
  const { id, kind, at, text, by, personal, unsent } = notice;
  return {
    ...{ id, text, by, at: iso(at), kind: NoticeKind.parse(kind) },
    unsent: personal ? 'only the bell of whom it is for' : unsent,
    channels: deliveries.map(toChannel),
  };
}

function toChannel(one: StoredDelivery): ToldNotice['channels'][number] {
  const { id, channelName, route, state, tries, attempts, reason, nextAt, dueAt, endedAt } = one;
  return {
    ...{ deliveryId: id, channelName, route, state, tries },
    waits: state === 'waiting' ? waitsFor(one) : null,
    at: iso(endedAt ?? Math.max(nextAt, dueAt)),
    answer: reason ?? attempts.at(-1)?.answer ?? null,
  };
}

function waitsFor({
  kind,
  tries,
  unlessAcknowledged,
}: StoredDelivery): ToldNotice['channels'][number]['waits'] {
  if (tries > 0) return 'again';
  if (kind === 'summary') return 'room';
  return unlessAcknowledged ? 'answer' : 'due';
}
