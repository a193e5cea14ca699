import type { Rule } from '@smartops/contract';
import { connecting } from '../../collector/health.ts';
import { readStore } from '../../signals/read-store.ts';
import { RuleBook } from './book.ts';
import { ruleFactsStore, type Tx } from './facts-store.ts';
import { missing } from './kinds/index.ts';
import type { Locks } from './locks.ts';
import { metricOf, type StoredRule } from './rule.ts';
import { instanceKinds, signalsOf } from './states.ts';
import { isInScope } from './subject.ts';

export interface Watching {
  readonly id: string;
  readonly title: string;
}

/** Rules with how much each looks at now and what fires by it. */
export async function showRules(
  database: Tx,
  rules: readonly StoredRule[],
  { watching, locks }: { readonly watching: readonly Watching[]; readonly locks: Locks },
): Promise<Rule[]> {
  const [matches, firing] = [
    await countMatches(database, rules, watching),
    await ruleFactsStore(database).firingByRule(),
  ];
  return rules.map((rule) => {
    const count = matches.get(rule.id) ?? 0;
    const { id, version, spec, origin, updatedAt, updatedBy } = rule;
    return {
      ...{ id, version, spec, origin, updatedBy, matches: count },
      updatedAt: new Date(updatedAt).toISOString(),
      firing: firing.get(id) ?? 0,
      locked: locks.get(id)?.variable ?? null,
      problem: spec.enabled ? problemOf(rule, count) : null,
    };
  });
}

function problemOf({ spec: { condition } }: StoredRule, matches: number): string | null {
  const reason = missing(condition.kind);
  if (reason) return reason;
  if (matches > 0) return null;
  const metric = metricOf({ ...condition });
  return metric === undefined
    ? 'Nothing that it looks at is known yet'
    : `Nothing in its scope reports ${metric} yet`;
}

async function countMatches(
  database: Tx,
  rules: readonly StoredRule[],
  watching: readonly Watching[],
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const add = (id: string, more = 1) => counts.set(id, (counts.get(id) ?? 0) + more);
  // Whether a rule is on or off, people want to see what it would look at.
  const book = new RuleBook(rules.map((rule) => ({ ...rule, spec: { ...rule.spec, enabled: true } })));
  const metrics = [...new Set(rules.flatMap(({ spec }) => metricOf(spec.condition) ?? []))];
  const store = ruleFactsStore(database);
  const isWatched = new Set(watching.map(({ id }) => id));
  const series = metrics.length > 0 ? await store.expected(null, metrics) : [];
  const ids = [...new Set(series.map(({ resourceId }) => resourceId))];
  const known = ids.length > 0 ? await store.subjects({ ids }) : [];
  const subjects = new Map(
    known.filter(({ connectionId }) => isWatched.has(connectionId)).map((one) => [one.id, one]),
  );
  for (const { resourceId, metric } of series)
    for (const { live } of book.matchesOf({ subjects }, resourceId, metric)) add(live.rule.id);
  await countStates(database, book, { watching, add });
  return counts;
}

const eventsLookedAt = 500;

async function countStates(
  database: Tx,
  { states }: RuleBook,
  {
    watching,
    add,
  }: { readonly watching: readonly Watching[]; readonly add: (id: string, more: number) => void },
): Promise<void> {
  if (states.length === 0) return;
  const ids = watching.map(({ id }) => id);
  const events = (kind: string) => readStore(database).events(kind, ids, eventsLookedAt);
  const [deployments, runs] = [await events('deployment'), await events('pipeline-run')];
  const instances = await ruleFactsStore(database).subjects({ kinds: instanceKinds });
  const well = { ...connecting(0), state: 'ok' } as const;
  const sources = watching.map((one) => ({ ...one, health: well }));
  for (const { rule } of states) {
    const { condition, scope } = rule.spec;
    if (condition.kind !== 'state') continue;
    const facts = [{ deployments, runs, instances }, ...sources.map((source) => ({ source }))];
    const found = facts
      .flatMap((one) => signalsOf(condition, one))
      .filter(({ subject }) => isInScope(scope, subject) && ids.includes(subject.connectionId));
    add(rule.id, new Set(found.map(({ subject }) => subject.id)).size);
  }
}
