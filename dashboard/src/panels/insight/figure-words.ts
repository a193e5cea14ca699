import type { Figure } from '@smartops/contract';
import { formatDelta } from '../../format/delta.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatNumber, space, unknown } from '../../format/number.ts';

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
