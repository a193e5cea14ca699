import type { Figure, Insight } from '@smartops/contract';
import { parseTime } from '../../format/age.ts';
import { formatDelta } from '../../format/delta.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatNumber, space, unknown } from '../../format/number.ts';
import { formatDay } from '../../format/time.ts';

export type Kind = 'rate' | 'ms' | 'per-day';

const texts: Record<Kind, (value: number) => string> = {
  rate: (value) => `${Math.round(value * 1_000) / 10}${space}%`,
  ms: formatDuration,
  'per-day': (value) => `${formatNumber(Math.round(value * 100) / 100)}${space}/${space}day`,
};

/** The value, and how it differs from the window before; undefined where one of the two is not known. */
export function figureWords(
  { value, before }: Figure,
  kind: Kind,
): { readonly text: string; readonly delta: string | undefined } {
  if (value === null) return { text: unknown, delta: undefined };
  const scale = kind === 'rate' ? 100 : 1;
  const unit = { rate: '%', ms: 'ms', 'per-day': '' }[kind];
  return {
    text: texts[kind](value),
    delta: formatDelta(value * scale, before === null ? null : before * scale, unit),
  };
}

/** How a figure of the team compares with the window before, or why it does not: nothing is known, or nothing happened. */
export function comparedWords(
  figure: Figure,
  kind: Kind,
  { window, from, knownSince }: Pick<Insight, 'window' | 'from' | 'knownSince'>,
): string {
  const { delta } = figureWords(figure, kind);
  const days = Number.parseInt(window, 10);
  // How often is known only where it is known of every service.
  const since = parseTime(kind === 'per-day' ? knownSince.all : knownSince.any);
  if (delta !== undefined) return `${delta} than before`;
  if (since === null) return 'no deployment to production is known';
  if (figure.value === null && (kind !== 'per-day' || figure.before !== null)) return `none in ${days} days`;
  const beforeFrom = Date.parse(from) - days * 86_400_000;
  return figure.before === null && since > beforeFrom
    ? `no data before ${formatDay(since)}`
    : `none in the ${days} days before`;
}
