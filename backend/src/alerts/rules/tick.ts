import type { ConnectionHealth } from '../../collector/health.ts';
import { readStore, type StoredEvent } from '../../signals/read-store.ts';
import type { Decision } from '../alert.ts';
import type { LiveRule, RuleBook } from './book.ts';
import { decisionOf, type Turn } from './decide.ts';
import { type FiringAlert, ruleFactsStore, type Tx } from './facts-store.ts';
import { type LiveRules, learnSubjects } from './live.ts';
import type { Memory } from './memory.ts';
import { rebuildAll, type Unknown } from './rebuild.ts';
import { metricOf } from './rule.ts';
import { decideEmptied, decideStates, instanceKinds, type Named, type StateFacts } from './states.ts';

export interface Watched {
  readonly id: string;
  readonly title: string;
  readonly health: ConnectionHealth;
}

/**
 * What time itself calls for on one connection: who fell silent, what has been bad for long enough, and alerts whose rule
 * or resource is no longer there.
 */
export async function judgeTime(
  tx: Tx,
  rules: LiveRules,
  watched: Watched,
  now: number,
): Promise<Decision[]> {
  const { book } = rules;
  const memory = rules.memory(watched.id);
  const firing = await ruleFactsStore(tx).firing(watched.id);
  const until = heardUntil(watched.health, now);
  const unknown = await unknownOnes(tx, { book, memory, firing, connectionId: watched.id, until });
  const rebuilt = await rebuildAll(tx, unknown, { memory, connectionId: watched.id, now });
  const states = await judgeStates(tx, book, { ...watched, firing }, now);
  return [...orphans(firing, { book, memory }, now), ...rebuilt, ...silences(memory, book, until), ...states];
}

/** What a source that cannot be read does not say means nothing about its resources. */
function heardUntil({ readAt }: ConnectionHealth, now: number): number {
  return Math.min(now, readAt ?? 0);
}

/** Series that could be missed, and alerts that fire, of which nothing is known yet. Forgets what is gone. */
async function unknownOnes(
  tx: Tx,
  place: {
    readonly book: RuleBook;
    readonly memory: Memory;
    readonly firing: readonly FiringAlert[];
    readonly connectionId: string;
    readonly until: number;
  },
): Promise<Unknown[]> {
  const { book, memory, firing, connectionId, until } = place;
  const metrics = book.listenedTo;
  const expected = metrics.length > 0 ? await ruleFactsStore(tx).expected(connectionId, metrics) : [];
  const entries = [...memory.entries.values()].map(({ subject }) => subject.id);
  const firingIds = firing.map(({ resourceId }) => resourceId);
  await learnSubjects(tx, memory, [...entries, ...firingIds, ...expected.map((one) => one.resourceId)]);
  memory.forgetGone(book);
  const wanted = [
    ...expected.flatMap(({ resourceId, metric, lastAt }) =>
      book.matchesOf(memory, resourceId, metric).filter(({ live: { evaluator } }) => {
        const isDeaf = until - lastAt > (evaluator.deafAfterMs ?? Number.POSITIVE_INFINITY);
        return evaluator.silence && !isDeaf;
      }),
    ),
    ...firing.flatMap(({ ruleId, resourceId }) => {
      const metric = metricOfRule(book, ruleId);
      const found = metric === undefined ? [] : book.matchesOf(memory, resourceId, metric);
      return found.filter(({ live }) => live.rule.id === ruleId);
    }),
  ];
  return wanted
    .filter(({ live, subject }) => !memory.entry(live, subject))
    .map((one) => ({ ...one, lagMs: 0, silentUntil: until }));
}

function silences(memory: Memory, book: RuleBook, until: number): Decision[] {
  return [...memory.entries.values()].flatMap((entry) => {
    if (!book.has(entry.live.rule)) return [];
    const silentUntil = until - entry.lagMs;
    const verdict = entry.live.evaluator.silence?.(entry.state, silentUntil);
    if (verdict) entry.silentUntil = silentUntil;
    const turn: Turn = { entry, verdict };
    return (verdict && decisionOf(turn)) ?? [];
  });
}

/** Alerts that nobody would end: of rules that are off or gone, of resources that are gone or no longer in scope. */
function orphans(
  firing: readonly FiringAlert[],
  { book, memory }: { readonly book: RuleBook; readonly memory: Memory },
  now: number,
): Decision[] {
  return firing.flatMap(({ fingerprint, ruleId, resourceId }) => {
    const metric = metricOfRule(book, ruleId);
    const isLookedAt =
      metric === undefined ||
      book.matchesOf(memory, resourceId, metric).some(({ live }) => live.rule.id === ruleId);
    return book.find(ruleId) && isLookedAt ? [] : [{ kind: 'resolve' as const, fingerprint, at: now }];
  });
}

function metricOfRule(book: RuleBook, ruleId: string): string | undefined {
  const rule = book.find(ruleId)?.rule;
  return rule && metricOf(rule.spec.condition);
}

const eventsLookedAt = 100;

/** What states call for: those of what a connection ships, runs and is. */
async function judgeStates(
  tx: Tx,
  book: RuleBook,
  watched: Watched & { readonly firing: readonly FiringAlert[] },
  now: number,
): Promise<Decision[]> {
  const rules = book.states;
  if (rules.length === 0) return [];
  const facts = await factsFor(tx, rules, watched);
  return rules.flatMap((live) => {
    const found = decideStates(live, facts, now);
    const seen = new Set(found.map(({ fingerprint }) => fingerprint));
    const left = watched.firing.filter(
      ({ ruleId, ruleVersion, fingerprint }) =>
        ruleId === live.rule.id && ruleVersion !== live.rule.version && !seen.has(fingerprint),
    );
    return [
      ...found.flatMap(({ decision }) => decision ?? []),
      ...left.map(({ fingerprint }) => ({ kind: 'resolve' as const, fingerprint, at: now })),
    ];
  });
}

async function factsFor(
  tx: Tx,
  rules: readonly LiveRule[],
  { id, title, health }: Watched,
): Promise<StateFacts> {
  const asked = new Set<Named | undefined>(
    rules.map(({ rule: { spec } }) => (spec.condition.kind === 'state' ? spec.condition.state : undefined)),
  );
  const events = (kind: string) => readStore(tx).events(kind, [id], eventsLookedAt);
  return {
    ...(asked.has('deployment-failed') && { deployments: await events('deployment') }),
    ...(asked.has('run-failed') && { runs: await events('pipeline-run') }),
    ...(asked.has('instance-impaired') && {
      instances: await ruleFactsStore(tx).subjects({ kinds: instanceKinds, connectionId: id }),
    }),
    source: { id, title, health },
  };
}

/** What new events call for at once; the rest waits for the next tick. */
export async function judgeEvents(
  tx: Tx,
  book: RuleBook,
  { connectionId, kinds, removed, left }: NewEvents,
  now: number,
): Promise<Decision[]> {
  const events = (kind: string) => readStore(tx).events(kind, [connectionId], eventsLookedAt);
  const deployments = kinds.has('deployment') ? [...left, ...(await events('deployment'))] : undefined;
  const facts: StateFacts = {
    ...(deployments && { deployments: [...new Map(deployments.map((one) => [one.id, one])).values()] }),
    ...(kinds.has('pipeline-run') && { runs: await events('pipeline-run') }),
  };
  return book.states.flatMap((live) => [
    ...decideStates(live, facts, now).flatMap(({ decision }) => decision ?? []),
    ...decideEmptied(live, { removed, left: facts.deployments ?? [] }, now),
  ]);
}

interface NewEvents {
  readonly connectionId: string;
  /** Of what came and what went. */
  readonly kinds: ReadonlySet<string>;
  /** Deployments that are none any more, and the newest that are left where they were. */
  readonly removed: readonly StoredEvent[];
  readonly left: readonly StoredEvent[];
}
