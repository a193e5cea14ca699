import type { RuleSpec } from '@smartops/contract';
import { ruleFactsStore } from './facts-store.ts';
import type { ReplayPlace } from './replay-place.ts';
import { metricOf } from './rule.ts';
import { isInScope, type Subject } from './subject.ts';

/** One series that a rule looks at. */
export interface Tracked {
  readonly subject: Subject;
  readonly metric: string;
}

/** The series that any of these rules looks at, by id, and how many were too many. */
export async function seriesOf(
  specs: readonly (RuleSpec | undefined)[],
  most: number,
  { database, isWatched }: Pick<ReplayPlace, 'database' | 'isWatched'>,
): Promise<{ readonly tracked: Tracked[]; readonly leftOut: number }> {
  const metrics = specs.flatMap((spec) => (spec && metricOf(spec.condition)) ?? []);
  const store = ruleFactsStore(database);
  const series = metrics.length > 0 ? await store.expected(null, [...new Set(metrics)]) : [];
  const ids = [...new Set(series.map(({ resourceId }) => resourceId))];
  const subjects = new Map((ids.length > 0 ? await store.subjects({ ids }) : []).map((one) => [one.id, one]));
  const found = series.flatMap(({ resourceId, metric }): Tracked[] => {
    const subject = subjects.get(resourceId);
    const isMeant =
      subject &&
      isWatched(subject.connectionId) &&
      specs.some((spec) => spec && metricOf(spec.condition) === metric && isInScope(spec.scope, subject));
    return isMeant ? [{ subject, metric }] : [];
  });
  found.sort((a, b) => (a.subject.id < b.subject.id ? -1 : 1));
  return { tracked: found.slice(0, most), leftOut: Math.max(0, found.length - most) };
}
