import type { Metric } from '@smartops/contract';
import { type Level, levelOf, type MetricKind, metricId } from '../signals/catalogue.ts';
import type { StoredResource } from '../signals/read-store.ts';
import { problemOf, type WatchedById, type WatchedState } from './watched.ts';

export interface Reading {
  readonly at: number;
  readonly value: number;
}

export interface MetricFacts {
  readonly kinds: readonly MetricKind[];
  readonly resources: readonly StoredResource[];
  /** By metric id. */
  readonly latest: ReadonlyMap<string, Reading>;
  /** Mean of the previous equal period, by metric id. */
  readonly previous: ReadonlyMap<string, number>;
  readonly watched: WatchedById;
  readonly now: number;
}

interface Candidate {
  readonly id: string;
  readonly kind: MetricKind;
  readonly resource: StoredResource;
  readonly reading: Reading;
}

/**
 * The headline metrics, ascending by rank: of each ranked kind the one in the worst state, then the one that
 * leads; or all where none does.
 */
export function toMetrics(facts: MetricFacts): Metric[] {
  return facts.kinds
    .filter(({ rank }) => rank !== undefined)
    .flatMap((kind) => headline(kind, facts).map((candidate, index) => toMetric(candidate, index, facts)))
    .sort((a, b) => a.rank - b.rank);
}

function headline(kind: MetricKind, facts: MetricFacts): Candidate[] {
  const candidates = facts.resources
    .filter(({ kind: name, connectionId }) => name === kind.kind && facts.watched.has(connectionId))
    .flatMap((resource) => {
      const id = metricId(resource.id, kind.metric);
      const reading = facts.latest.get(id);
      return reading ? [{ id, kind, resource, reading }] : [];
    })
    .sort((a, b) => a.resource.id.localeCompare(b.resource.id));
  if (!kind.lead) return candidates;
  const weight = weigher(kind.lead, facts);
  return candidates
    .toSorted((a, b) => trouble(b.resource, facts) - trouble(a.resource, facts) || weight(b) - weight(a))
    .slice(0, 1);
}

/** The worst of all that is judged on a resource, so that one resource leads in each of its metrics. */
function trouble({ id, kind }: StoredResource, { kinds, latest }: MetricFacts): number {
  const found = kinds
    .filter((judged) => judged.kind === kind)
    .map((judged) => {
      const reading = latest.get(metricId(id, judged.metric));
      return reading ? levels.indexOf(levelOf(judged, reading.value)) : 0;
    });
  return Math.max(0, ...found);
}

const levels: readonly Level[] = ['healthy', 'warning', 'critical'];

// The mean of the past, not the last reading, so that the lead does not jump from one resource to another.
function weigher(lead: NonNullable<MetricKind['lead']>, { previous, latest }: MetricFacts) {
  const usual = (id: string) => previous.get(id) ?? latest.get(id)?.value ?? 0;
  return ({ id, resource }: Candidate): number => {
    if (lead === 'busiest') return usual(metricId(resource.id, 'requests.per-minute'));
    return lead === 'highest' ? usual(id) : -usual(id);
  };
}

function toMetric({ id, kind, resource, reading }: Candidate, index: number, facts: MetricFacts): Metric {
  const watched = facts.watched.get(resource.connectionId);
  const previous = facts.previous.get(id) ?? null;
  const change = percentChange(reading.value, previous);
  const intervalMs = intervalOf(resource, watched);
  const late = facts.now - reading.at > 2 * intervalMs;
  const reason = reasonOf(watched, resource, late);
  return {
    id,
    label: kind.label,
    value: round(reading.value),
    change,
    trend: Math.abs(change) < 1 ? 'stable' : change > 0 ? 'up' : 'down',
    status: reason === null ? (levelOf(kind, reading.value) satisfies Level) : 'offline',
    unit: kind.unit,
    scope: scopeOf(resource),
    previous: previous === null ? null : round(previous),
    timestamp: new Date(reading.at).toISOString(),
    intervalMs,
    limit: kind.limit?.warning ?? null,
    reason,
    resourceId: resource.id,
    rank: (kind.rank ?? 0) + index,
    source: resource.connectionId,
    demo: watched?.demo ?? false,
  };
}

/** CloudWatch publishes a minute one to two minutes after it has passed, and EC2 without detailed monitoring every five. */
const cloudWatchMs = 120_000;
const basicMonitoringMs = 300_000;

function intervalOf({ kind, attributes }: StoredResource, watched: WatchedState | undefined): number {
  const everyMs = watched?.everyMs ?? 60_000;
  if (!kind.startsWith('aws.')) return everyMs;
  return Math.max(everyMs, attributes.service === 'EC2' ? basicMonitoringMs : cloudWatchMs);
}

function reasonOf(watched: WatchedState | undefined, { kind }: StoredResource, late: boolean): string | null {
  const problem = watched && problemOf(watched, kind.startsWith('aws.') ? 'cloudwatch' : kind);
  if (problem) return problem.message;
  return late && watched?.health.problems[0] ? watched.health.problems[0].message : null;
}

function scopeOf({ kind, name, attributes }: StoredResource): string {
  if (kind !== 'aws.service') return name;
  const { service, instances } = attributes;
  return typeof instances === 'number' ? `${service}, mean of ${instances}` : `${service}`;
}

/** Percent from `before` to `value`; 0 where that says nothing. */
function percentChange(value: number, before: number | null): number {
  if (before === null || before === 0) return 0;
  return Math.round(((value - before) / Math.abs(before)) * 1_000) / 10;
}

const round = (value: number) => Math.round(value * 100) / 100;
