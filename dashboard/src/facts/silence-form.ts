import type { Alert, Matcher, Silence, SilenceForm, WeeklyWindow } from '@smartops/contract';

/** What the dialog holds while it is open. */
export interface SilenceDraft {
  readonly matchers: readonly Matcher[];
  readonly comment: string;
  readonly kind: 'once' | 'weekly';
  /** `for`: hours from the beginning; `datetime-local` texts else. */
  readonly hours: Hours;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly weekly: WeeklyWindow;
  readonly exceptCritical: boolean;
}

export const hourChoices = ['1', '2', '8', '24', 'other'] as const;
export type Hours = (typeof hourChoices)[number];
export const hourWords: Record<Hours, string> = {
  '1': '1 h',
  '2': '2 h',
  '8': '8 h',
  '24': '1 day',
  other: 'From – to',
};

const hourMs = 3_600_000;
const weekdays = [1, 2, 3, 4, 5, 6, 7];

/** From what the alerts have in common: the same resource, else the same rule, else the source. */
export function draftFor(alerts: readonly Alert[], now: number): SilenceDraft {
  const matchers: Matcher[] = [];
  const common = (of: (alert: Alert) => string | null): string | undefined => {
    const [first, ...others] = new Set(alerts.map(of));
    return others.length === 0 ? (first ?? undefined) : undefined;
  };
  const add = (name: string, value: string | undefined) => {
    if (value) matchers.push({ name, op: '=', value });
  };
  const resource = common(({ resourceName, resourceId }) => resourceName || resourceId);
  const rule = common(({ ruleId }) => ruleId);
  add('resource', resource);
  add(
    'region',
    common(({ region }) => region),
  );
  if (!resource || alerts.length === 1) add('rule', rule);
  if (matchers.length === 0)
    add(
      'source',
      common(({ source }) => source),
    );
  return {
    ...{ matchers, comment: '', kind: 'once', hours: '2', exceptCritical: false },
    startsAt: localText(now),
    endsAt: localText(now + 2 * hourMs),
    weekly: { days: [6, 7], from: '22:00', to: '06:00', zone: ownZone() },
  };
}

export function draftOf(silence: Silence, now: number): SilenceDraft {
  const { matchers, comment, weekly, exceptCritical, startsAt, endsAt } = silence;
  return {
    ...draftFor([], now),
    ...{ matchers, comment, exceptCritical },
    kind: weekly ? 'weekly' : 'once',
    hours: 'other',
    startsAt: localText(Date.parse(startsAt)),
    endsAt: endsAt ? localText(Date.parse(endsAt)) : '',
    ...(weekly && { weekly }),
  };
}

/** As the API takes it; undefined while a time is not one. */
export function toForm(draft: SilenceDraft, now: number): SilenceForm | undefined {
  const { matchers, comment, kind, hours, weekly, exceptCritical } = draft;
  const base = { matchers: [...matchers], comment: comment.trim(), exceptCritical };
  const startsAt = hours === 'other' || kind === 'weekly' ? Date.parse(draft.startsAt) : now;
  const isOpen = kind === 'weekly' && draft.endsAt === '';
  const endsAt =
    hours === 'other' || kind === 'weekly' ? Date.parse(draft.endsAt) : now + Number(hours) * hourMs;
  if (Number.isNaN(startsAt) || (!isOpen && Number.isNaN(endsAt))) return undefined;
  return {
    ...base,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: isOpen ? null : new Date(endsAt).toISOString(),
    weekly: kind === 'weekly' ? weekly : null,
  };
}

export const dayWords: Record<number, string> = Object.fromEntries(
  weekdays.map((day) => [day, ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][day - 1] ?? '']),
);

/** `Sat, Sun 22:00–06:00 Europe/Berlin`. */
export function windowWords({ days, from, to, zone }: WeeklyWindow): string {
  const list =
    days.length === 7
      ? 'Every day'
      : days
          .toSorted()
          .map((day) => dayWords[day])
          .join(', ');
  return `${list} ${from}–${to} ${zone}`;
}

/** `resource is checkout-*`. */
export const matcherWords = ({ name, op, value }: Matcher): string =>
  `${name} ${op === '=' ? 'is' : 'is not'} ${value || 'empty'}`;

const ownZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** As a `datetime-local` field has it. */
function localText(at: number): string {
  const local = new Date(at - new Date(at).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}
