import type { MatchedSeries, RuleMatches, RuleSpec } from '@smartops/contract';
import { metricId } from '../../signals/catalogue.ts';
import type { RuleContext } from './context.ts';
import { type ExpectedSeries, ruleFactsStore } from './facts-store.ts';
import { metricOf, type StoredRule } from './rule.ts';
import { showRules } from './shown.ts';
import { isInScope, type Subject } from './subject.ts';

const mostSeries = 200;

/** What a rule that nobody has saved would look at now. */
export async function matchesOf(
  spec: RuleSpec,
  context: Pick<RuleContext, 'database' | 'workspace' | 'watching' | 'locks'>,
): Promise<RuleMatches> {
  const { database, workspace, watching } = context;
  const draft: StoredRule = { id: '', version: 0, spec, origin: 'person', updatedAt: 0, updatedBy: '' };
  const [shown] = await showRules(database, [draft], context);
  const metric = metricOf(spec.condition);
  const store = ruleFactsStore(database, workspace);
  const series = metric === undefined ? [] : await store.expected(null, [metric]);
  const known = series.length > 0 ? await store.subjects({ ids: series.map((one) => one.resourceId) }) : [];
  const isWatched = new Set(watching.map(({ id }) => id));
  const subjects = new Map(
    known
      .filter((one) => isWatched.has(one.connectionId) && isInScope(spec.scope, one))
      .map((one) => [one.id, one]),
  );
  return {
    matches: shown?.matches ?? 0,
    series: worstFirst(series, spec).flatMap(toMatched(subjects)).slice(0, mostSeries),
    problem: shown?.problem ?? null,
  };
}

const toMatched =
  (subjects: ReadonlyMap<string, Subject>) =>
  ({ resourceId, metric, value, lastAt }: ExpectedSeries): MatchedSeries[] => {
    const subject = subjects.get(resourceId);
    if (!subject) return [];
    const { name: resourceName, kind, connectionId } = subject;
    const at = new Date(lastAt).toISOString();
    return [
      { resourceId, resourceName, kind, connectionId, metricId: metricId(resourceId, metric), value, at },
    ];
  };

/** By the side that is wrong; where no side is, the silent ones first. */
function worstFirst(series: readonly ExpectedSeries[], { condition }: RuleSpec): ExpectedSeries[] {
  if (condition.kind === 'absence') return series.toSorted((a, b) => a.lastAt - b.lastAt);
  const sign = 'side' in condition && condition.side === 'below' ? 1 : -1;
  return series.toSorted((a, b) => sign * (a.value - b.value) || (a.resourceId < b.resourceId ? -1 : 1));
}
