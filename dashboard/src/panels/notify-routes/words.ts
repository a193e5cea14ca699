import type { NotifyRoute } from '@smartops/contract';
import { severityWord } from '../../facts/looks.ts';
import { formatDuration } from '../../format/duration.ts';

export const dayWords = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

type Window = NonNullable<NotifyRoute['schedule']>;

/** `Mon–Fri 09:00–17:00 Europe/Berlin`. */
export function windowWords({ days, from, to, timeZone }: Window): string {
  return `${daysWords(days)} ${from}–${to} ${timeZone}`;
}

function daysWords(days: readonly number[]): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  if (sorted.length === 7) return 'every day';
  const first = sorted[0] ?? 1;
  const last = sorted.at(-1) ?? first;
  const name = (day: number) => dayWords[day - 1] ?? '';
  if (sorted.length > 2 && last - first === sorted.length - 1) return `${name(first)}–${name(last)}`;
  return sorted.map(name).join(', ');
}

/** What a route takes, in one sentence. */
export function takesWords({ match, schedule }: NotifyRoute): string {
  const { severity, world, sources, kinds, labels } = match;
  const parts = [
    severity === 'critical' ? 'Critical' : `${severityWord[severity]} and worse`,
    world !== 'any' && (world === 'demo' ? 'of the demo' : 'of real systems'),
    sources.length > 0 && `from ${sources.join(', ')}`,
    kinds.length > 0 && `only ${kinds.map((kind) => kind.replace('-', ' ')).join(', ')}`,
    Object.entries(labels)
      .map(([name, value]) => `${name}=${value}`)
      .join(', '),
    schedule && windowWords(schedule),
  ];
  return parts.filter(Boolean).join(', ');
}

/** Who is told, in one sentence. */
export function goesWords(
  { steps, quiet, groupMs, goOn }: NotifyRoute,
  names: ReadonlyMap<string, string>,
): string {
  const to = steps.map(({ afterMs, channels }) => {
    const who = channels.includes('*')
      ? 'every channel'
      : channels.map((id) => names.get(id) ?? 'a removed channel').join(', ');
    return afterMs === 0 ? who : `after ${formatDuration(afterMs)} unless acknowledged ${who}`;
  });
  const parts = [
    to.join('; '),
    groupMs > 0 && `grouped over ${formatDuration(groupMs)}`,
    quiet && `quiet ${windowWords(quiet)}${quiet.unlessCritical ? ' unless critical' : ''}`,
    goOn && 'then the next route as well',
  ];
  return parts.filter(Boolean).join(' · ');
}

/** A route that takes everything from a warning on to every channel. */
export function newRoute(id: string): NotifyRoute {
  return {
    ...{ id, name: '', enabled: true, schedule: null, quiet: null, groupMs: 60_000, goOn: false },
    match: { severity: 'warning', world: 'any', sources: [], kinds: [], labels: {} },
    steps: [{ afterMs: 0, channels: ['*'] }],
  };
}

/** `team=shop, tier=1` as labels. */
export function labelsIn(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  return Object.fromEntries(
    pairs.filter(([name, value]) => name && value).map(([name = '', value = '']) => [name, value]),
  );
}

export const wordsIn = (text: string): string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
