import type { AlertCounts, SourceEvent, Topic, TopicState } from '@smartops/contract';
import { type StoredAction, toAction } from '../actions/stored-action.ts';
import { isFromSender, type StoredAlert, toAlert } from '../alerts/alert.ts';
import type { PersonStep } from '../alerts/list-store.ts';
import type { ConnectionHealth } from '../collector/health.ts';
import { connecting } from '../collector/health.ts';
import { type ToldIncident, toIncident } from '../incidents/incident.ts';
import { type StoredNotice, toNotice } from '../notify/notice.ts';
import { type ChangedRun, toRunMark } from '../pipelines/run-store.ts';
import { toDeployment } from '../pipelines/to-deployment.ts';
import { mostTelling, toPipelines } from '../pipelines/to-pipeline.ts';
import { type StoredScan, toScan } from '../security/check.ts';
import { checks } from '../security/checks/index.ts';
import type { MetricKind } from '../signals/catalogue.ts';
import type { StoredEvent, StoredResource } from '../signals/read-store.ts';
import { toActivity } from './activity.ts';
import { toServices } from './aws-services.ts';
import { type Reading, toMetrics } from './metrics.ts';
import { toNetworks } from './networks.ts';
import { accountKinds, toSourceStates, type WatchedState } from './watched.ts';

/** What the topics are built from; each call is one statement. */
export interface Facts {
  healths(): Promise<ReadonlyMap<string, ConnectionHealth>>;
  /** The connections whose older things are not read now. */
  stoppedHistories(): Promise<ReadonlySet<string>>;
  resources(kinds: readonly string[]): Promise<readonly StoredResource[]>;
  /** The last reading of each series of these metrics, by metric id. */
  latest(metrics: readonly string[]): Promise<ReadonlyMap<string, Reading>>;
  /** The mean of each series between two moments, by metric id. */
  means(metrics: readonly string[], from: number, to: number): Promise<ReadonlyMap<string, number>>;
  /** Newest first. */
  events(kind: SourceEvent['kind'], limit: number): Promise<readonly StoredEvent[]>;
  /** What fires, the most pressing first. */
  worstAlerts(limit: number): Promise<readonly StoredAlert[]>;
  /** Newest first, whatever became of them. */
  recentAlerts(limit: number): Promise<readonly StoredAlert[]>;
  /** What people did about alerts, newest first. */
  alertSteps(limit: number): Promise<readonly PersonStep[]>;
  alertCounts(resolvedSince: number): Promise<AlertCounts>;
  rulesMark(): Promise<{ readonly total: number; readonly stamp: string }>;
  incidents(limit: number): Promise<readonly ToldIncident[]>;
  /** Newest first. */
  actions(limit: number): Promise<readonly StoredAction[]>;
  /** Newest first. */
  notices(limit: number): Promise<readonly StoredNotice[]>;
  scans(): Promise<readonly StoredScan[]>;
  /** The latest first. */
  changedRuns(limit: number): Promise<readonly ChangedRun[]>;
  readonly kinds: readonly MetricKind[];
  readonly connections: readonly Omit<WatchedState, 'health' | 'history'>[];
  readonly now: () => number;
}

export type TopicLoaders = { readonly [Name in Topic]: () => Promise<TopicState[Name]> };

const listed = 50;
const listedActions = 20;
const markedRuns = 20;
const listedAlerts = 200;
const dayMs = 86_400_000;
const hourMs = 3_600_000;

/** How each topic of the stream is built from what is stored. */
export function topicLoaders(facts: Facts): TopicLoaders {
  const isDemo = (connectionId: string) =>
    facts.connections.find(({ id }) => id === connectionId)?.demo ?? false;
  const isWatched = ({ connectionId }: { connectionId: string }) =>
    facts.connections.some(({ id }) => id === connectionId) || isFromSender({ connectionId });

  const watched = async (): Promise<WatchedState[]> => {
    const healths = await facts.healths();
    return facts.connections.map((one) => ({
      ...one,
      health: healths.get(one.id) ?? connecting(facts.now()),
    }));
  };
  const deployments = async () =>
    (await facts.events('deployment', listed))
      .filter(isWatched)
      .flatMap((event) => toDeployment(event, isDemo(event.connectionId)) ?? []);
  const alerts = async () =>
    (await facts.worstAlerts(listedAlerts)).map((one) => toAlert(one, isDemo(one.connectionId)));
  const incidents = async () =>
    (await facts.incidents(listed)).filter(isWatched).map((one) => toIncident(one, isDemo(one.connectionId)));

  return {
    sources: async () => {
      const stopped = await facts.stoppedHistories();
      const all = (await watched()).map(
        (one): WatchedState => ({ ...one, history: stopped.has(one.id) ? 'stopped' : 'reading' }),
      );
      return toSourceStates(all, await facts.resources(accountKinds));
    },
    metrics: async () => loadMetrics(facts, await watched(), hourMs),
    'aws-services': async () => toServices(await watched(), await facts.resources(['aws.service'])),
    'web3-networks': async () => toNetworks(await watched(), await facts.resources(['evm.chain'])),
    deployments,
    pipeline: async () => {
      const events = (await facts.events('pipeline-run', listed)).filter(isWatched);
      const telling = mostTelling(toPipelines(events, isDemo));
      return telling ? [telling] : [];
    },
    alerts,
    'alert-counts': async () => [{ id: 'alerts', ...(await facts.alertCounts(facts.now() - dayMs)) }],
    rules: async () => [{ id: 'rules', ...(await facts.rulesMark()) }],
    incidents,
    actions: async () =>
      (await facts.actions(listedActions))
        .filter(isWatched)
        .map((one) => toAction(one, { demo: isDemo(one.connectionId), now: facts.now() })),
    activity: () => loadActivity(facts, listed),
    runs: async () => (await facts.changedRuns(markedRuns)).map(toRunMark),
    notifications: async () => (await facts.notices(listed)).map(toNotice),
  };
}

/** What happened, newest first. */
export async function loadActivity(facts: Facts, limit: number): Promise<TopicState['activity']> {
  const demo = new Map(facts.connections.map((one) => [one.id, one.demo]));
  const ofWatched = <One extends { readonly connectionId: string }, Shown>(
    list: readonly One[],
    show: (one: One, isDemo: boolean) => Shown | undefined,
  ): Shown[] =>
    list.flatMap((one) => {
      const isDemo = demo.get(one.connectionId) ?? (isFromSender(one) ? false : undefined);
      return isDemo === undefined ? [] : (show(one, isDemo) ?? []);
    });
  return toActivity(
    {
      deployments: ofWatched(await facts.events('deployment', limit), toDeployment),
      alerts: ofWatched(await facts.recentAlerts(limit), toAlert),
      steps: ofWatched(await facts.alertSteps(limit), (one, isDemo) => ({ ...one, isDemo })),
      incidents: ofWatched(await facts.incidents(limit), toIncident),
      actions: ofWatched(await facts.actions(limit), (one, isDemo) =>
        toAction(one, { demo: isDemo, now: facts.now() }),
      ),
      scans: ofWatched(await facts.scans(), (one, isDemo) => {
        const check = checks.find(({ id }) => id === one.checkId);
        return check && toScan(one, check, isDemo);
      }),
    },
    limit,
  );
}

/** The headline metrics against the period of `rangeMs` before. */
export async function loadMetrics(facts: Facts, watched: readonly WatchedState[], rangeMs: number) {
  const ranked = facts.kinds.filter(({ rank }) => rank !== undefined);
  const names = [...new Set(ranked.map(({ metric }) => metric))];
  const now = facts.now();
  return toMetrics({
    kinds: ranked,
    resources: await facts.resources([...new Set(ranked.map(({ kind }) => kind))]),
    latest: await facts.latest(names),
    previous: await facts.means(names, now - 2 * rangeMs, now - rangeMs),
    watched: new Map(watched.map((one) => [one.id, one])),
    now,
  });
}
