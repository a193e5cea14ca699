import { decideDeployments } from './alerts/failed-deployment.ts';
import { calmMs as judgedMs } from './alerts/judge.ts';
import { alertStore } from './alerts/store.ts';
import { decideThreshold } from './alerts/threshold.ts';
import { connectionStore } from './collector/store.ts';
import { keepUp } from './incidents/keep-up.ts';
import { takeIn } from './incidents/take-in.ts';
import type { Steps } from './pipeline.ts';
import { attemptStore } from './pipelines/insight/attempt-store.ts';
import type { Database } from './platform/database/database.ts';
import type { MetricKind } from './signals/catalogue.ts';
import { readStore } from './signals/read-store.ts';
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
  readonly kinds: readonly MetricKind[];
  /** The demo cloud and real systems are two worlds: nothing in one explains anything in the other. */
  readonly isDemo: (connectionId: string) => boolean;
  /** How long all alerts must be over before an incident resolves itself. */
  readonly calmMs: number;
  readonly now: number;
}

const deploymentsLookedAt = 100;

/** The steps of the flow over one transaction. */
export function stepsOver(
  tx: Transaction,
  { connectionId, fence, kinds, isDemo, calmMs, now }: Ingestion,
): Steps {
  const judged = kinds.filter(({ limit }) => limit !== undefined);
  const longestMs = Math.max(judgedMs, ...judged.map(({ forMs }) => forMs)) * 3;
  return {
    async remember(batch) {
      await attemptStore(tx).keep(batch.events);
      return rememberStore(tx).remember(connectionId, batch, now);
    },
    async judge({ samples, events }) {
      const metrics = new Set(judged.map(({ metric }) => metric));
      const touched = new Set(
        samples.filter(({ metric }) => metrics.has(metric)).map(({ resourceId }) => resourceId),
      );
      const series =
        touched.size > 0 ? await alertStore(tx).windows([...touched], judged, now - longestMs) : [];
      const deployed = events.some(({ kind }) => kind === 'deployment')
        ? await readStore(tx).events('deployment', [connectionId], deploymentsLookedAt)
        : [];
      const decisions = series.flatMap((one) => decideThreshold(one, now) ?? []);
      return alertStore(tx).apply([...decisions, ...decideDeployments(deployed, now)], now);
    },
    async group(changes, { events }) {
      const world = { isDemo, now, calmMs };
      const grouped = await takeIn(tx, changes, world);
      const isDeployed = events.some(({ kind }) => kind === 'deployment');
      return isDeployed || grouped.length > 0 ? [...grouped, ...(await keepUp(tx, world))] : [];
    },
    async saveCursor(cursor, health) {
      if (!(await connectionStore(tx).save(connectionId, fence, { cursor, health })))
        throw new LeaseLostError(connectionId);
    },
  };
}
