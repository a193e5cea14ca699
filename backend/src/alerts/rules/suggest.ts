import type { RuleSpec, Suggestion } from '@smartops/contract';
import { z } from 'zod';
import type { Window } from '../../signals/sample-store.ts';
import { evaluatorOf } from './kinds/index.ts';
import { type EpisodeOf, replaySeries, totalsOf } from './replay.ts';
import type { ReplayPlace } from './replay-place.ts';
import { histories } from './replay-run.ts';
import { seriesOf } from './replay-series.ts';

type Condition = Extract<RuleSpec['condition'], { kind: 'threshold' }>;

/** Limits tried side by side in one pass over the samples. */
const candidatesAtOnce = 8;
const passes = 4;
const mostSeries = 200;

interface Tried {
  readonly value: number;
  readonly pagesAWeek: number;
}

/**
 * The mildest limit, so the one that still tells most, by which a threshold rule would have told somebody at most so
 * often a week. Narrows it down between the lowest and the highest reading, pass by pass. Throws ZodError for rules
 * without a limit.
 */
export async function suggestThreshold(
  { spec, pagesAWeek }: { readonly spec: RuleSpec; readonly pagesAWeek: number },
  window: Window,
  place: ReplayPlace,
): Promise<Suggestion> {
  const { condition } = spec;
  if (condition.kind !== 'threshold') throw noLimit();
  const { tracked, leftOut } = await seriesOf([spec], mostSeries, place);
  const extent = await extentOf(histories(tracked, window, place));
  const span = { from: extent?.firstAt ?? window.from, to: window.to };
  const attempt: Attempt = async (values) => {
    const counts = values.map(() => [] as EpisodeOf[]);
    const specs = values.map((value) => ({ ...spec, condition: withLimit(condition, value) }));
    const evaluators = specs.map((one) => evaluatorOf(one));
    for await (const { history } of histories(tracked, window, place))
      for (const [i, evaluator] of evaluators.entries())
        if (evaluator) counts[i]?.push(...replaySeries(evaluator, history, window.to));
    return values.map((value, i) => ({ value, pagesAWeek: totalsOf(counts[i] ?? [], span).pagesAWeek }));
  };
  const [now = { value: condition.value, pagesAWeek: 0 }] = await attempt([condition.value]);
  const notes = leftOut > 0 ? [`${leftOut} more series match and were left out`] : [];
  if (!extent)
    return { value: null, pagesAWeek: 0, now, notes: [...notes, 'There are no samples of it yet'] };
  const best = await narrow(attempt, { ...extent, sign: condition.side === 'above' ? 1 : -1, pagesAWeek });
  return { ...best, now, notes };
}

type Attempt = (values: readonly number[]) => Promise<Tried[]>;

/** From the side that tells most towards the side that tells nothing. */
async function narrow(
  attempt: Attempt,
  wish: { readonly least: number; readonly most: number; readonly sign: number; readonly pagesAWeek: number },
): Promise<Tried> {
  const { least, most, sign, pagesAWeek } = wish;
  let loud = sign > 0 ? least : most;
  let best: Tried = { value: sign > 0 ? beyond(most, 1) : beyond(least, -1), pagesAWeek: 0 };
  for (let pass = 0; pass < passes && Math.abs(best.value - loud) > Math.abs(best.value) * 1e-3; pass++) {
    const step = (best.value - loud) / (candidatesAtOnce + 1);
    const values = Array.from({ length: candidatesAtOnce }, (_, i) => tidy(loud + step * (i + 1), sign));
    const tried = await attempt(values);
    const first = tried.findIndex((one) => one.pagesAWeek <= pagesAWeek);
    loud = (first < 0 ? tried.at(-1) : tried[first - 1])?.value ?? loud;
    best = tried[first] ?? best;
  }
  return best;
}

function noLimit() {
  const message = 'Only a threshold has a limit that could be suggested';
  return new z.ZodError([{ code: 'custom', path: ['spec', 'condition', 'kind'], message, input: undefined }]);
}

async function extentOf(all: ReturnType<typeof histories>) {
  let [least, most, firstAt] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  for await (const { history } of all) {
    firstAt = Math.min(firstAt, history.at[0] ?? firstAt);
    for (const value of history.values) {
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return Number.isFinite(least) ? { least, most, firstAt } : undefined;
}

/** The limit alone decides how often somebody is told; the clear value keeps its distance. */
function withLimit(condition: Condition, value: number): Condition {
  const { clear } = condition;
  const moved = clear.value === null ? null : clear.value + value - condition.value;
  return { ...condition, value, critical: null, clear: { ...clear, value: moved } };
}

/** Four digits are enough for a limit; rounded to the quiet side. */
function tidy(value: number, sign: number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 3);
  const rounded = (sign > 0 ? Math.ceil(value / unit - 1e-9) : Math.floor(value / unit + 1e-9)) * unit;
  return Number(rounded.toPrecision(6));
}

const beyond = (value: number, sign: number) => tidy(value + sign * (Math.abs(value) * 0.002 + 1e-9), sign);
