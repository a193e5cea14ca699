import type { Channel, Delivery, NotifyPolicy } from '@smartops/contract';
import type { StoredChannel } from './channel-store.ts';
import type { StoredDelivery } from './delivery-store.ts';
import type { ChannelStanding } from './log-store.ts';

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

export function toDelivery(one: StoredDelivery): Delivery {
  const { id, seq, channelId, channelName, route, kind, state, severity, title, notices, tries, by, reason } =
    one;
  return {
    ...{ id, seq, channelId, channelName, route, kind, state, severity, title, notices, tries, by, reason },
    queuedAt: iso(one.createdAt),
    dueAt: iso(one.dueAt),
    nextTryAt: state === 'waiting' ? iso(one.nextAt) : null,
    endedAt: isoOrNull(one.endedAt),
    tookMs: one.endedAt === null ? null : Math.max(0, one.endedAt - one.dueAt),
    attempts: one.attempts.map(({ at, ...attempt }) => ({ ...attempt, at: iso(at) })),
  };
}

export function toChannel(
  stored: StoredChannel & { readonly locked: boolean },
  standing: ChannelStanding | undefined,
  policy: NotifyPolicy,
): Channel {
  const { id, kind, name, enabled, locked, cap, version, settings } = stored;
  const { waiting = 0, nextTryAt = null, last } = standing ?? {};
  const attempt = last?.attempts.at(-1);
  return {
    ...{ id, kind, name, enabled, locked, cap, version, waiting, nextTryAt: isoOrNull(nextTryAt) },
    address: settings.address,
    recipients: [...settings.recipients],
    signing: settings.signing,
    last: attempt
      ? {
          at: iso(attempt.at),
          delivered: attempt.delivered,
          answer: attempt.answer,
          tookMs: attempt.tookMs,
          test: last?.kind === 'test',
        }
      : null,
    routes: policy.routes
      .filter(
        ({ enabled: on, steps }) =>
          on && steps.some(({ channels }) => channels.includes('*') || channels.includes(id)),
      )
      .map((route) => route.name),
  };
}
