import type { Alert, Deployment, Incident, SourceState, TopicState } from '@smartops/contract';
import { isTrouble, type Trouble, troublesOf } from './trouble.ts';

/** What can be wrong: an alert that fires or an incident that is open. */
export interface Concern {
  readonly id: string;
  readonly kind: 'alert' | 'incident';
  readonly title: string;
  readonly message: string;
  readonly severity: Alert['severity'];
  /** Epoch ms. */
  readonly since: number;
  readonly resourceId: string;
  readonly metricId: string | null;
  readonly source: string;
  readonly demo: boolean;
  /** `INC-214`: the incident it is, or is part of. */
  readonly incident: string | undefined;
}

export interface Change {
  readonly deployment: Deployment;
  /** When it took effect. */
  readonly at: number;
}

export type Situation =
  | { readonly level: 'unwatched' }
  | {
      readonly level: 'calm' | 'blind';
      readonly read: Reading;
      readonly lastChange: Change | undefined;
      readonly troubles: readonly Trouble[];
    }
  | Wrong;

export interface Wrong {
  readonly level: 'warning' | 'critical';
  readonly worst: Concern;
  /** The last production deployment that took effect in the hour before. */
  readonly before: Change | undefined;
  /** The last one at all before it began, for when there was none in that hour. */
  readonly lastChange: Change | undefined;
  readonly others: readonly Concern[];
  readonly running: readonly Deployment[];
  readonly troubles: readonly Trouble[];
}

export interface Reading {
  readonly read: number;
  readonly of: number;
  /** When the source that was read longest ago was read. */
  readonly oldest: number | null;
}

export type SituationTopics = Pick<TopicState, 'alerts' | 'incidents' | 'deployments' | 'sources'>;

const hourMs = 3_600_000;
/** Alerts that begin this close to one another are one story, told from its beginning. */
const storyMs = 15 * 60_000;
const weight = { critical: 3, error: 2, warning: 1, info: 0 } as const;

/** What an on-call person wants to know first. Pure: same topics and moment, same words. */
export function situation(topics: SituationTopics, now: number): Situation {
  const concerns = concernsOf(topics);
  const troubles = troublesOf(topics.sources);
  const worst = beginningOfNewest(concerns);
  if (!worst) return calm(topics, troubles, now);
  // What was deployed in the demo explains nothing on a real machine, and the other way round.
  const changes = changesOf(topics.deployments).filter(
    ({ at, deployment }) => at <= worst.since && deployment.demo === worst.demo,
  );
  const recent = changes.filter(({ at }) => worst.since - at <= hourMs);
  return {
    level: weight[worst.severity] >= weight.error ? 'critical' : 'warning',
    worst,
    before: recent.findLast((change) => isAbout(worst, change.deployment)) ?? recent.at(-1),
    lastChange: changes.at(-1),
    others: concerns.filter((concern) => concern !== worst),
    running: topics.deployments.filter(({ status }) => status === 'running'),
    troubles,
  };
}

function calm(
  { deployments, sources }: SituationTopics,
  troubles: readonly Trouble[],
  now: number,
): Situation {
  if (sources.length === 0) return { level: 'unwatched' };
  const lastChange = changesOf(deployments).findLast(({ at }) => at <= now);
  const level = troubles.length > 0 || !sources.some(({ state }) => state === 'ok') ? 'blind' : 'calm';
  return { level, read: readingOf(sources), lastChange, troubles };
}

function readingOf(sources: readonly SourceState[]): Reading {
  const times = sources.flatMap(({ readAt }) => (readAt === null ? [] : [Date.parse(readAt)]));
  return {
    read: sources.filter((source) => source.readAt !== null && !isTrouble(source)).length,
    of: sources.length,
    oldest: times.length > 0 ? Math.min(...times) : null,
  };
}

/** Production deployments by when they took effect, oldest first. */
function changesOf(deployments: readonly Deployment[]): Change[] {
  return deployments
    .filter(
      ({ environment, status }) =>
        environment === 'production' && (status === 'success' || status === 'failed'),
    )
    .map((deployment) => ({
      deployment,
      at: Date.parse(deployment.timestamp) + (deployment.durationMs ?? 0),
    }))
    .toSorted((a, b) => a.at - b.at);
}

const isAbout = ({ title, resourceId }: Concern, { name }: Deployment) =>
  title.includes(name) || resourceId.includes(name);

/** It fires, and nobody has put it off. */
const isLoud = ({ state, snoozedUntil, silenceId }: Alert): boolean =>
  state === 'firing' && snoozedUntil === null && silenceId === null;

function concernsOf({ alerts, incidents }: SituationTopics): Concern[] {
  const open = incidents
    .filter(({ status }) => status !== 'resolved')
    .map((it) => ({
      ...toConcern(it, 'incident'),
      incident: it.name,
    }));
  const firing = alerts.filter(isLoud).map((it) => ({
    ...toConcern(it, 'alert'),
    incident: incidents.find(({ id }) => id === it.incidentId)?.name,
  }));
  return [...open, ...firing]
    .filter(({ severity }) => weight[severity] > 0)
    .toSorted((a, b) => weight[b.severity] - weight[a.severity] || b.since - a.since);
}

function toConcern(it: Alert | Incident, kind: Concern['kind']): Omit<Concern, 'incident'> {
  const { id, title, message, severity, resourceId, metricId, source, demo } = it;
  return {
    id,
    kind,
    title,
    message,
    severity,
    resourceId,
    metricId,
    source,
    demo,
    since: Date.parse(it.timestamp),
  };
}

/** Of the gravest concerns the newest story, and of that its beginning: an incident speaks for its alerts. */
function beginningOfNewest(concerns: readonly Concern[]): Concern | undefined {
  const [first] = concerns;
  const gravest = concerns.filter(({ severity }) => severity === first?.severity);
  const incidents = gravest.filter(({ kind }) => kind === 'incident');
  const [newest, ...rest] = incidents.length > 0 ? incidents : gravest;
  let beginning = newest;
  for (const concern of rest)
    if (beginning && beginning.since - concern.since <= storyMs) beginning = concern;
  return beginning;
}
