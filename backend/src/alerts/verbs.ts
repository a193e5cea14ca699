import type { AlertAct } from '@smartops/contract';
import { AppError, ConflictError } from '../platform/errors.ts';
import type { Hand, StoredAlert } from './alert.ts';
import { end, type StoredStep, type Turn } from './lifecycle.ts';

/** An act with everything looked up that it names. */
export type Deed =
  | Exclude<AlertAct, { verb: 'assign' | 'snooze' }>
  | { readonly verb: 'assign'; readonly to: Hand | null }
  | { readonly verb: 'snooze'; readonly until: number | null };

interface Moment {
  readonly by: Hand;
  readonly now: number;
  /** What a sender reported may be resolved by hand: no rule would notice. */
  readonly isSender: boolean;
}

const longestSnoozeMs = 30 * 86_400_000;

/**
 * What somebody's deed makes of an alert. Pure; undefined when it is so already. Throws ConflictError, which says who was
 * faster, and AppError for what cannot be.
 */
export function act(alert: StoredAlert, deed: Deed, moment: Moment): Turn | undefined {
  const { by, now } = moment;
  const turn = (change: Partial<StoredAlert>, kind: StoredStep['kind'], text: string): Turn => ({
    change: 'changed',
    alert: { ...alert, ...change },
    steps: [{ at: now, kind, by: by.name, text }],
  });
  switch (deed.verb) {
    case 'acknowledge':
      return acknowledge(alert, deed.notes, moment);
    case 'unacknowledge': {
      if (!alert.acknowledgement) return undefined;
      const isOwn = alert.owner === alert.acknowledgement.by;
      return turn(
        { acknowledgement: null, ...(isOwn && { owner: null, ownerId: null }) },
        'unacknowledged',
        `Taken back from ${alert.acknowledgement.by}`,
      );
    }
    case 'assign': {
      const { to } = deed;
      if (alert.owner === (to?.name ?? null) && alert.ownerId === (to?.id ?? null)) return undefined;
      const words = to ? (alert.owner ? `${alert.owner} → ${to.name}` : to.name) : 'Nobody';
      return turn({ owner: to?.name ?? null, ownerId: to?.id ?? null }, 'assigned', words);
    }
    case 'snooze':
      return snooze(alert, deed.until, turn, now);
    case 'note':
      return turn({}, 'note', deed.text);
    case 'dismiss':
      if (alert.dismissal) return undefined;
      return turn(
        { dismissal: { by: by.name, at: now, reason: deed.reason ?? '' }, snoozedUntil: null },
        'dismissed',
        deed.reason ?? '',
      );
    case 'restore':
      return alert.dismissal ? turn({ dismissal: null }, 'restored', 'Back in the lists') : undefined;
    case 'resolve':
      return resolve(alert, deed.notes, moment);
  }
}

type ToTurn = (change: Partial<StoredAlert>, kind: StoredStep['kind'], text: string) => Turn;

function acknowledge(alert: StoredAlert, notes: string | undefined, { by, now }: Moment): Turn | undefined {
  const noted: StoredStep[] = notes ? [{ at: now, kind: 'note', by: by.name, text: notes }] : [];
  const before = alert.acknowledgement;
  if (before) {
    if (!isSame(before, by))
      throw new ConflictError(
        `${before.by} acknowledged it before, at ${new Date(before.at).toISOString()}. Take it over to own it`,
      );
    return noted.length > 0 ? { change: 'changed', alert, steps: noted } : undefined;
  }
  refuseEnded(alert);
  const owned = alert.owner === null ? { owner: by.name, ownerId: by.id } : {};
  return {
    change: 'changed',
    alert: { ...alert, ...owned, acknowledgement: { by: by.name, id: by.id, at: now } },
    steps: [{ at: now, kind: 'acknowledged', by: by.name, text: '' }, ...noted],
  };
}

function snooze(alert: StoredAlert, until: number | null, turn: ToTurn, now: number): Turn | undefined {
  if (alert.snoozedUntil === until) return undefined;
  if (until === null) return turn({ snoozedUntil: null }, 'unsnoozed', 'Awake again');
  refuseEnded(alert);
  if (until <= now || until > now + longestSnoozeMs)
    throw new AppError('invalid', 'Snooze until some time in the next 30 days');
  return turn({ snoozedUntil: until }, 'snoozed', new Date(until).toISOString());
}

function resolve(alert: StoredAlert, notes: string | undefined, { by, now, isSender }: Moment) {
  if (!isSender)
    throw new ConflictError('Its rule ends it when the readings are well again. Dismiss it to hide it now');
  const turn = end(alert, now, now, by.name);
  if (!turn || !notes) return turn;
  return { ...turn, steps: [...turn.steps, { at: now, kind: 'note' as const, by: by.name, text: notes }] };
}

function refuseEnded({ state, resolvedAt, dismissal }: StoredAlert): void {
  if (state === 'resolved')
    throw new ConflictError(`It ended by itself at ${new Date(resolvedAt ?? 0).toISOString()}`);
  if (dismissal)
    throw new ConflictError(`${dismissal.by} dismissed it at ${new Date(dismissal.at).toISOString()}`);
}

/** By id where both have one: two people may have the same name. */
export const isSame = (before: { readonly by: string; readonly id?: string | null }, by: Hand): boolean =>
  before.id && by.id ? before.id === by.id : before.by === by.name;
