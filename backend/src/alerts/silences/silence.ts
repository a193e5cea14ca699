import type { Matcher, Silence, WeeklyWindow } from '@smartops/contract';
import type { StoredAlert } from '../alert.ts';
import { matchesGlob } from './glob.ts';
import { windowAt } from './window.ts';

/** A silence as it is stored; times are epoch ms. */
export interface StoredSilence {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly comment: string;
  readonly startsAt: number;
  readonly endsAt: number | null;
  readonly weekly: WeeklyWindow | null;
  readonly exceptCritical: boolean;
  readonly createdAt: number;
  readonly createdBy: string;
  readonly changedAt: number | null;
  readonly changedBy: string | null;
}

export type Schedule = Pick<StoredSilence, 'startsAt' | 'endsAt' | 'weekly'>;

/** Whether it keeps quiet at a moment, and when that changes next; null when never. */
export function phaseAt(
  { startsAt, endsAt, weekly }: Schedule,
  at: number,
): { readonly state: Silence['state']; readonly until: number | null } {
  if (endsAt !== null && at >= endsAt) return { state: 'ended', until: null };
  if (!weekly)
    return at < startsAt ? { state: 'waiting', until: startsAt } : { state: 'active', until: endsAt };
  const { isOpen, until } = windowAt(weekly, Math.max(at, startsAt));
  const isActive = isOpen && at >= startsAt;
  const turnsAt = isOpen && at < startsAt ? startsAt : until;
  if (endsAt !== null && turnsAt >= endsAt) return { state: isActive ? 'active' : 'waiting', until: endsAt };
  return { state: isActive ? 'active' : 'waiting', until: turnsAt };
}

type Matched = Pick<
  StoredAlert,
  | 'severity'
  | 'connectionId'
  | 'resourceId'
  | 'resourceName'
  | 'account'
  | 'region'
  | 'ruleId'
  | 'title'
  | 'metric'
  | 'labels'
>;

/** What the names of matchers stand for; any other is a label. A resource goes by its name and its id, a rule by its title and its id. */
const fields: Readonly<Record<string, (alert: Matched) => readonly (string | null | undefined)[]>> = {
  severity: ({ severity }) => [severity],
  source: ({ connectionId }) => [connectionId],
  resource: ({ resourceName, resourceId }) => [resourceName, resourceId],
  account: ({ account }) => [account],
  region: ({ region }) => [region],
  rule: ({ ruleId, labels }) => [ruleId, labels.rule ?? null],
  title: ({ title }) => [title],
  metric: ({ metric }) => [metric],
};

/** Whether all matchers hold. What an alert does not have reads as an empty text. */
export function matches(matchers: readonly Matcher[], alert: Matched): boolean {
  return matchers.every(({ name, op, value }) => {
    const read = Object.hasOwn(fields, name) ? fields[name] : undefined;
    const texts = read ? read(alert) : [Object.hasOwn(alert.labels, name) ? alert.labels[name] : null];
    const found = texts.some((text) => matchesGlob(value, text ?? ''));
    return op === '=' ? found : !found;
  });
}

/** Whether it keeps an alert quiet while it is active. */
export const hides = (
  { matchers, exceptCritical }: Pick<StoredSilence, 'matchers' | 'exceptCritical'>,
  alert: Matched,
): boolean => !(exceptCritical && alert.severity === 'critical') && matches(matchers, alert);

/** Which of the silences that are active keeps an alert quiet: the one that has kept it so, else the oldest. */
export function silenceOf(
  active: readonly StoredSilence[],
  alert: Matched & Pick<StoredAlert, 'silenceId'>,
): string | null {
  const hiding = active.filter((silence) => hides(silence, alert));
  return (hiding.find(({ id }) => id === alert.silenceId) ?? hiding[0])?.id ?? null;
}

export function toSilence(stored: StoredSilence, count: number, now: number): Silence {
  const { state, until } = phaseAt(stored, now);
  const { id, comment, weekly, exceptCritical, createdBy, changedAt, changedBy } = stored;
  return {
    ...{ id, comment, weekly, exceptCritical, state, hides: count },
    matchers: [...stored.matchers],
    startsAt: iso(stored.startsAt),
    endsAt: stored.endsAt === null ? null : iso(stored.endsAt),
    until: until === null ? null : iso(until),
    by: createdBy,
    createdAt: iso(stored.createdAt),
    changed: changedAt === null ? null : { by: changedBy ?? '', at: iso(changedAt) },
  };
}

const iso = (at: number) => new Date(at).toISOString();
