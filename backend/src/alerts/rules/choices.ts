import type { MetricChoice, RuleChoices, ScopeChoice } from '@smartops/contract';
import type { MetricKind } from '../../signals/catalogue.ts';
import { RuleBook } from './book.ts';
import type { RuleContext } from './context.ts';
import { type Reported, ruleFactsStore } from './facts-store.ts';
import { metricWords } from './metric-words.ts';
import { ruleStore } from './rule-store.ts';
import type { Watching } from './shown.ts';
import type { Subject } from './subject.ts';

/** What exists for a rule to be about; scopes of what reports one metric, or of everything. */
export async function listChoices(
  metric: string | undefined,
  { database, workspace, watching }: Pick<RuleContext, 'database' | 'workspace' | 'watching'>,
): Promise<RuleChoices> {
  const store = ruleFactsStore(database, workspace);
  const reported = await store.reported(watching.map(({ id }) => id));
  const { kinds } = new RuleBook(await ruleStore(database, workspace).list());
  const series = metric === undefined ? [] : await store.expected(null, [metric]);
  const found = await store.subjects(
    metric === undefined ? {} : { ids: [...new Set(series.map(({ resourceId }) => resourceId))] },
  );
  const isWatched = new Set(watching.map(({ id }) => id));
  return {
    metrics: metricsOf(reported, kinds),
    ...scopesOf(
      found.filter(({ connectionId }) => isWatched.has(connectionId)),
      watching,
    ),
  };
}

/** Those that most resources have come first. */
function metricsOf(reported: readonly Reported[], known: readonly MetricKind[]): MetricChoice[] {
  return [...Map.groupBy(reported, ({ metric }) => metric)]
    .map(([metric, list]) => {
      const kinds = list.toSorted((a, b) => b.resources - a.resources).map(({ kind }) => kind);
      return {
        ...{ metric, kinds },
        ...wordsOf(metric, kinds),
        resources: list.reduce((sum, one) => sum + one.resources, 0),
        lowest: Math.min(...list.map(({ lowest }) => lowest)),
        highest: Math.max(...list.map(({ highest }) => highest)),
        usual: usualOf(known.filter((one) => one.metric === metric && kinds.includes(one.kind))),
      };
    })
    .sort((a, b) => b.resources - a.resources || (a.metric < b.metric ? -1 : 1));
}

const wordsOf = (metric: string, kinds: readonly string[]) => {
  const { label, unit } = metricWords(metric, kinds);
  return { label, unit };
};

/** What people and the product judge the metric by now. */
function usualOf(known: readonly MetricKind[]): MetricChoice['usual'] {
  const found = known.find(({ limit }) => limit);
  if (!found?.limit) return null;
  const { when: side, warning: value, critical } = found.limit;
  return { side, value, critical: Number.isFinite(critical) ? critical : null, forMs: found.forMs };
}

const mostResources = 500;
const mostTags = 20;
/** An attribute with more values than this is no tag: nobody would choose one of them. */
const mostTagValues = 50;

/** Every value of each part of a scope, with how many of these have it; the most frequent first. */
export function scopesOf(
  subjects: readonly Subject[],
  watching: readonly Watching[],
): Omit<RuleChoices, 'metrics'> {
  const titles = new Map(watching.map(({ id, title }) => [id, title]));
  return {
    kinds: counted(subjects.map(({ kind }) => kind)),
    connections: counted(
      subjects.map(({ connectionId }) => connectionId),
      titles,
    ),
    accounts: counted(subjects.flatMap(({ accounts }) => accounts.slice(0, 1))),
    regions: counted(subjects.flatMap(({ region }) => region ?? [])),
    resources: counted(subjects.map(({ name }) => name)).slice(0, mostResources),
    tags: tagsOf(subjects),
  };
}

function tagsOf(subjects: readonly Subject[]): RuleChoices['tags'] {
  const pairs = subjects.flatMap(({ attributes }) =>
    Object.entries(attributes).flatMap(([name, value]) =>
      typeof value === 'string' && value !== '' && value.length <= 256 ? [{ name, value }] : [],
    ),
  );
  return [...Map.groupBy(pairs, ({ name }) => name)]
    .map(([name, list]) => ({ name, values: counted(list.map(({ value }) => value)) }))
    .filter(({ values }) => values.length <= mostTagValues)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, mostTags);
}

function counted(values: readonly string[], labels?: ReadonlyMap<string, string>): ScopeChoice[] {
  return [...Map.groupBy(values, (value) => value)]
    .map(([value, list]) => ({ value, label: labels?.get(value) ?? null, count: list.length }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
