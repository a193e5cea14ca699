import type { Insight, InsightWindow } from '@smartops/contract';
import { type Deliveries, toDeliveries, toDora } from './dora.ts';
import { type DeployFact, isIn, type RunFact, type Span } from './facts.ts';
import { toAttempts, toFlaky } from './flaky.ts';
import { formulas } from './formulas.ts';
import { toWorkflows } from './workflows.ts';

export interface InsightFacts {
  /** Of this window and the one before. */
  readonly runs: readonly RunFact[];
  readonly deploys: readonly DeployFact[];
  /** Since when deployments are known, by resource. */
  readonly knownSince: ReadonlyMap<string, number>;
  isDemo(connectionId: string): boolean;
}

const dayMs = 86_400_000;
const days: Readonly<Record<InsightWindow, number>> = { '7d': 7, '30d': 30 };

/** Both windows in one: what has to be read. */
export const spanOf = (window: InsightWindow, now: number): Span => ({
  from: now - 2 * days[window] * dayMs,
  to: now,
});

/** What a window of runs and deployments amounts to, against the window before. Pure: what is not known is null. */
export function toInsight(window: InsightWindow, now: number, facts: InsightFacts): Insight {
  const { runs, isDemo } = facts;
  const from = now - days[window] * dayMs;
  const windows = { now: { from, to: now }, before: { from: spanOf(window, now).from, to: from } };
  const inside = runs.filter(({ startedAt }) => isIn(windows.now, startedAt));
  const services = deliveriesOf(facts);
  const since = services.map(({ deliveries }) => deliveries.knownSince);
  return {
    window,
    from: new Date(from).toISOString(),
    to: new Date(now).toISOString(),
    workflows: toWorkflows(runs, windows, isDemo),
    flaky: toFlaky(inside, isDemo),
    attempts: toAttempts(inside),
    team: toDora(
      services.map(({ deliveries }) => deliveries),
      windows,
    ),
    knownSince: { any: isoOrNull(Math.min(...since)), all: isoOrNull(Math.max(...since)) },
    services: services
      .map(({ id, name, demo, deliveries }) => ({ id, name, demo, ...toDora([deliveries], windows) }))
      .toSorted((a, b) => a.name.localeCompare(b.name)),
    formulas,
  };
}

/** Of nothing the least is infinite. */
const isoOrNull = (at: number) => (Number.isFinite(at) ? new Date(at).toISOString() : null);

function deliveriesOf({ runs, deploys, knownSince, isDemo }: InsightFacts) {
  const begun = beginnings(runs);
  const begunAt = ({ connectionId, sha }: DeployFact) => begun.get(`${connectionId}\n${sha}`);
  const byService = Map.groupBy(deploys, ({ resourceId }) => resourceId);
  return [...byService].flatMap(([id, own]) => {
    const [first] = own;
    if (!first) return [];
    const since = knownSince.get(id) ?? Math.min(...own.map(({ at }) => at));
    const deliveries: Deliveries = toDeliveries(own, begunAt, since);
    return { id, name: first.service, demo: isDemo(first.connectionId), deliveries };
  });
}

/** When the work on each commit was done: its own time, else when it was first seen running. */
function beginnings(runs: readonly RunFact[]): Map<string, number> {
  const begun = new Map<string, number>();
  for (const { connectionId, sha, committedAt, startedAt } of runs) {
    const key = `${connectionId}\n${sha}`;
    begun.set(key, Math.min(begun.get(key) ?? Number.POSITIVE_INFINITY, committedAt ?? startedAt));
  }
  return begun;
}
