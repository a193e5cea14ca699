import { randomUUID } from 'node:crypto';
import { DeploymentData } from '@smartops/contract';
import type { LiveRules } from './alerts/rules/live.ts';
import { judgeEvents, judgeTime, type Watched } from './alerts/rules/tick.ts';
import { alertStore } from './alerts/store.ts';
import { connectionStore } from './collector/store.ts';
import { type Grouping, group } from './incidents/group.ts';
import type { Moment } from './incidents/incident.ts';
import { incidentStore } from './incidents/store.ts';
import type { Steps } from './pipeline.ts';
import { attemptStore } from './pipelines/insight/attempt-store.ts';
import type { Database } from './platform/database/database.ts';
import { readStore, type StoredEvent } from './signals/read-store.ts';
import { rememberStore } from './signals/remember-store.ts';

type Transaction = Parameters<Parameters<Database['sql']['transaction']>[0]>[0];

/** Another process has taken this connection over; what was collected is collected there again. */
export class LeaseLostError extends Error {
  constructor(connectionId: string) {
    super(`The lease on ${connectionId} was lost`);
    this.name = 'LeaseLostError';
  }
}

export interface Ingestion {
  readonly connectionId: string;
  readonly fence: number;
  readonly rules: LiveRules;
  /** The demo cloud and real systems are two worlds: nothing in one explains anything in the other. */
  readonly isDemo: (connectionId: string) => boolean;
  readonly now: number;
}

const changeMs = 30 * 60_000;

/** The steps of the flow over one transaction. */
export function stepsOver(tx: Transaction, { connectionId, fence, rules, isDemo, now }: Ingestion): Steps {
  const isOfThisWorld = (one: { readonly connectionId: string }) =>
    isDemo(one.connectionId) === isDemo(connectionId);
  return {
    async remember(batch) {
      await attemptStore(tx).keep(batch.events);
      return rememberStore(tx).remember(connectionId, batch, now);
    },
    async judge({ samples, events, resources }) {
      const decisions = await rules.judge(tx, { connectionId, samples, resources }, now);
      const kinds = new Set(events.map(({ kind }) => kind));
      const states = await judgeEvents(tx, rules.book, { connectionId, kinds }, now);
      return alertStore(tx).apply([...decisions, ...states]);
    },
    async group(changes) {
      if (changes.length === 0) return [];
      const changed = changes.map(({ alert }) => alert);
      const from = Math.min(...changed.map(({ startedAt }) => startedAt)) - changeMs;
      const deployments = await readStore(tx).eventsBetween('deployment', from, now);
      const input: Grouping = {
        open: (await incidentStore(tx).open()).filter(isOfThisWorld),
        changed,
        firing: await alertStore(tx).firingIds(),
        newId: randomUUID,
        deployedBefore: deployedBefore(deployments.filter(isOfThisWorld)),
        now,
      };
      const incidents = group(input);
      await incidentStore(tx).save(incidents);
      return incidents;
    },
    async saveCursor(cursor, health) {
      if (!(await connectionStore(tx).save(connectionId, fence, { cursor, health })))
        throw new LeaseLostError(connectionId);
    },
  };
}

/** The same flow when only time has passed: nothing to remember, and where to go on stays as it is. */
export function timeStepsOver(
  tx: Transaction,
  watched: Watched,
  place: Omit<Ingestion, 'connectionId'>,
): Steps {
  const { rules, now, fence } = place;
  return {
    ...stepsOver(tx, { ...place, connectionId: watched.id }),
    judge: async () => alertStore(tx).apply(await judgeTime(tx, rules, watched, now)),
    async saveCursor() {
      if (!(await connectionStore(tx).holds(watched.id, fence))) throw new LeaseLostError(watched.id);
    },
  };
}

/** What went to production in the half hour before a moment. */
function deployedBefore(deployments: readonly StoredEvent[]): Grouping['deployedBefore'] {
  const moments = deployments.flatMap((event): Moment[] => {
    const data = DeploymentData.safeParse(event.data).data;
    if (data?.environment !== 'production' || data.finishedAt === null) return [];
    const what = `${data.service} ${data.version ?? data.sha.slice(0, 7)}`;
    const text = `${what} ${data.status === 'failed' ? 'failed to deploy' : 'was deployed'} to production`;
    return [{ at: data.finishedAt, kind: 'deployment', text }];
  });
  return (at) => moments.filter((moment) => moment.at <= at && moment.at >= at - changeMs);
}
