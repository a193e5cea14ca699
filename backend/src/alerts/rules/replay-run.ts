import type { Episode, Replay, RuleSpec } from '@smartops/contract';
import { type History, historyStore, joined } from '../../signals/history-store.ts';
import type { SeriesKey, Window } from '../../signals/sample-store.ts';
import { raw } from '../../signals/tiers.ts';
import { evaluatorOf } from './kinds/index.ts';
import { gapsOf, isKnownTo, type PlacedEpisode, peakOf, replaySeries, totalsOf } from './replay.ts';
import type { ReplayPlace } from './replay-place.ts';
import { seriesOf, type Tracked } from './replay-series.ts';
import { replayStates } from './replay-states.ts';
import { metricOf } from './rule.ts';
import { isInScope } from './subject.ts';

const seriesAtOnce = 10;
const mostSeries = 1_000;
const mostEpisodes = 500;
const mostGaps = 50;

interface Outcome {
  readonly episodes: PlacedEpisode[];
  readonly against: PlacedEpisode[];
  readonly gaps: { readonly resourceId: string; readonly from: number; readonly to: number }[];
  samples: number;
  firstAt: number;
}

/** When a rule would have fired on what is stored, and what the saved version did. Throws when nobody waits any more. */
export async function replay(
  { spec, against }: { readonly spec: RuleSpec; readonly against: RuleSpec | undefined },
  window: Window,
  place: ReplayPlace,
): Promise<Replay> {
  const outcome: Outcome = { episodes: [], against: [], gaps: [], samples: 0, firstAt: window.to };
  const { tracked, leftOut } = await seriesOf([spec, against], mostSeries, place);
  for await (const { one, history } of histories(tracked, window, place)) {
    judge(outcome, { spec, against }, { one, history, window });
  }
  for (const [side, own] of [
    [outcome.episodes, spec],
    [outcome.against, against],
  ] as const)
    if (own?.condition.kind === 'state') side.push(...(await replayStates(own, window, place)));
  const from = Math.min(
    Math.max(window.from, outcome.samples > 0 ? outcome.firstAt : window.from),
    window.to,
  );
  const span = { from, to: window.to };
  const others = Map.groupBy(outcome.against, ({ resourceId }) => resourceId);
  const own = Map.groupBy(outcome.episodes, ({ resourceId }) => resourceId);
  const newestFirst = (list: readonly PlacedEpisode[]) =>
    list.toSorted((a, b) => b.told - a.told).slice(0, mostEpisodes);
  const shown = (one: PlacedEpisode, compared: Episode['compared']) => toEpisode(one, span.to, compared);
  return {
    from: iso(span.from),
    to: iso(span.to),
    series: tracked.length,
    samples: outcome.samples,
    leftOut,
    totals: totalsOf(outcome.episodes, span),
    episodes: newestFirst(outcome.episodes).map((one) =>
      shown(one, against ? (isKnownTo(others, one) ? 'same' : 'new') : null),
    ),
    gaps: outcome.gaps
      .sort((a, b) => b.to - b.from - (a.to - a.from))
      .slice(0, mostGaps)
      .map(({ resourceId, ...gap }) => ({ resourceId, from: iso(gap.from), to: iso(gap.to) })),
    against: against
      ? {
          totals: totalsOf(outcome.against, span),
          fallAway: newestFirst(outcome.against.filter((one) => !isKnownTo(own, one))).map((one) =>
            shown(one, null),
          ),
        }
      : null,
    notes: notesOf(spec, { window, span, leftOut, tracked: tracked.length, now: place.now }),
  };
}

function judge(
  outcome: Outcome,
  { spec, against }: { readonly spec: RuleSpec; readonly against: RuleSpec | undefined },
  { one, history, window }: { readonly one: Tracked; readonly history: History; readonly window: Window },
): void {
  outcome.samples += history.at.length;
  outcome.firstAt = Math.min(outcome.firstAt, history.at[0] ?? window.to);
  const { id: resourceId, name: resourceName } = one.subject;
  for (const [side, own] of [
    [outcome.episodes, spec],
    [outcome.against, against],
  ] as const) {
    if (!own || metricOf(own.condition) !== one.metric || !isInScope(own.scope, one.subject)) continue;
    const evaluator = evaluatorOf(own);
    const found = evaluator ? replaySeries(evaluator, history, window.to) : [];
    for (const episode of found)
      if (episode.told >= window.from)
        side.push({ ...episode, resourceId, resourceName, peak: peakOf(own.condition, episode, history) });
  }
  for (const gap of gapsOf(history)) outcome.gaps.push({ resourceId, ...gap });
}

/** The samples of series after series; what is older than single samples are kept comes as averages. */
export async function* histories(
  tracked: readonly Tracked[],
  window: Window,
  place: ReplayPlace,
): AsyncGenerator<{ readonly one: Tracked; readonly history: History }> {
  const slices = Array.from({ length: Math.ceil(tracked.length / seriesAtOnce) }, (_, i) =>
    tracked.slice(i * seriesAtOnce, (i + 1) * seriesAtOnce),
  );
  const read = (slice: readonly Tracked[] | undefined) => {
    const reading = slice ? readSlice(slice, window, place) : Promise.resolve([]);
    // Who stops early never asks how this one went.
    reading.catch(() => undefined);
    return reading;
  };
  let next = read(slices[0]);
  for (const [i, slice] of slices.entries()) {
    place.signal?.throwIfAborted();
    const found = await next;
    // The database reads on while these are judged.
    next = read(slices[i + 1]);
    for (const [n, one] of slice.entries()) yield { one, history: found[n] ?? nothing };
  }
}

const nothing: History = { at: new Float64Array(), values: new Float64Array() };

async function readSlice(
  slice: readonly Tracked[],
  { from, to }: Window,
  { database, now }: ReplayPlace,
): Promise<History[]> {
  const rawFrom = Math.min(to, Math.max(from, now - raw.keepMs));
  const store = historyStore(database);
  const keys: SeriesKey[] = slice.map(({ subject, metric }) => ({ resourceId: subject.id, metric }));
  const newer = await store.samples(keys, { from: rawFrom, to });
  if (from >= rawFrom) return newer;
  const older = await store.averages(keys, { from, to: rawFrom });
  return newer.map((one, i) => {
    const { at, values } = older[i] ?? nothing;
    return joined([
      [at, values],
      [one.at, one.values],
    ]);
  });
}

function notesOf(
  { condition }: RuleSpec,
  facts: {
    readonly window: Window;
    readonly span: Window;
    readonly leftOut: number;
    readonly tracked: number;
    readonly now: number;
  },
): string[] {
  const { window, span, leftOut, tracked, now } = facts;
  const isState = condition.kind === 'state';
  const notes = [
    !isState && tracked === 0 && 'No series matches yet',
    leftOut > 0 && `${leftOut} more series match and were left out`,
    !isState && window.from < now - raw.keepMs && 'Beyond 30 days only averages of five minutes are kept',
    tracked > 0 && span.from - window.from > 3_600_000 && `The samples begin at ${iso(span.from)}`,
    span.to - span.from < 7 * 86_400_000 && 'From less than a week, the count a week is an estimate',
    isState &&
      ['instance-impaired', 'source-failing'].includes(condition.state) &&
      'Past states of instances and sources are not kept: this rule cannot be replayed',
  ];
  return notes.filter((note) => note !== false);
}

function toEpisode(one: PlacedEpisode, to: number, compared: Episode['compared']): Episode {
  const { resourceId, resourceName, began, told, ended, peak, critical } = one;
  return {
    ...{ resourceId, resourceName, peak, critical, compared },
    began: iso(began),
    told: iso(told),
    ended: ended === null ? null : iso(ended),
    durationMs: (ended ?? to) - began,
  };
}

const iso = (at: number) => new Date(at).toISOString();
