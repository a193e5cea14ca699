import type { RuleCondition } from '@smartops/contract';
import { type Columns, type Evaluator, feed, type Verdict } from './evaluator.ts';

/** A stretch of time in which a rule fires; times are epoch ms. */
export interface EpisodeOf {
  /** Since when it was wrong, and when somebody was told. */
  readonly began: number;
  readonly told: number;
  /** Null: still so. */
  readonly ended: number | null;
  readonly critical: boolean;
  /** What it read when it fired. */
  readonly value: number;
}

/** An episode with the thing it is about. */
export interface PlacedEpisode extends EpisodeOf {
  readonly resourceId: string;
  readonly resourceName: string;
  /** The worst reading; null for conditions that read no limit. */
  readonly peak: number | null;
}

/** What a rule does on the samples of one series, told until `until`: the evaluator that judges live, on what is stored. */
export function replaySeries(evaluator: Evaluator, columns: Columns, until: number): EpisodeOf[] {
  const episodes: { -readonly [Key in keyof EpisodeOf]: EpisodeOf[Key] }[] = [];
  const turned = (verdict: Verdict) => {
    const open = episodes.at(-1);
    if (verdict.kind === 'resolve') {
      if (open) open.ended = verdict.since;
    } else if (open && open.ended === null) open.critical ||= verdict.critical;
    else {
      const { since, at, critical, value } = verdict;
      episodes.push({ began: since, told: at, ended: null, critical, value });
    }
  };
  const state = evaluator.start();
  feed({ evaluator, state }, columns, turned);
  const silent = evaluator.silence?.(state, until);
  if (silent) turned(silent);
  return episodes;
}

/** The worst reading of an episode; null for conditions that read no limit. */
export function peakOf(
  condition: RuleCondition,
  { began, ended, value }: EpisodeOf,
  { at, values }: Columns,
): number | null {
  if (condition.kind === 'change') return value;
  if (condition.kind !== 'threshold') return null;
  const worse = condition.side === 'above' ? Math.max : Math.min;
  let peak = value;
  for (let i = firstAt(at, began); i < at.length && (ended === null || (at[i] ?? 0) < ended); i++)
    peak = worse(peak, values[i] ?? peak);
  return peak;
}

/** The place of the first time that is not before a moment. */
function firstAt(at: ArrayLike<number>, moment: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

const shortestGapMs = 10 * 60_000;

/** Stretches without any sample that are long for this series. */
export function gapsOf({ at }: Columns): { readonly from: number; readonly to: number }[] {
  const first = at[0] ?? 0;
  const last = at[at.length - 1] ?? 0;
  const longMs = Math.max(shortestGapMs, ((last - first) / Math.max(1, at.length - 1)) * 5);
  const gaps = [];
  for (let i = 1; i < at.length; i++) {
    const [from, to] = [at[i - 1] ?? 0, at[i] ?? 0];
    if (to - from > longMs) gaps.push({ from, to });
  }
  return gaps;
}

const weekMs = 7 * 86_400_000;
const dayMs = 86_400_000;

/** How often people would be told and for how long it would fire, between two moments. */
export function totalsOf(
  episodes: readonly EpisodeOf[],
  { from, to }: { readonly from: number; readonly to: number },
) {
  const weeks = Math.max(to - from, dayMs) / weekMs;
  const firingMs = episodes.reduce((sum, { told, ended }) => sum + Math.max(0, (ended ?? to) - told), 0);
  return {
    episodes: episodes.length,
    pagesAWeek: Math.round((episodes.length / weeks) * 100) / 100,
    firingMs,
  };
}

interface Placed {
  readonly resourceId: string;
  readonly began: number;
  readonly ended: number | null;
}

/** Whether the other side fires on the same resource at the same time. */
export function isKnownTo(others: ReadonlyMap<string, readonly Placed[]>, one: Placed): boolean {
  const end = ({ ended }: Placed) => ended ?? Number.POSITIVE_INFINITY;
  const same = others.get(one.resourceId) ?? [];
  return same.some((other) => other.began <= end(one) && one.began <= end(other));
}
