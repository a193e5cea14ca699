import type { Topic } from '@smartops/contract';
import type { AlertChange } from './alerts/alert.ts';
import type { ConnectionHealth } from './collector/health.ts';
import type { StoredEvent } from './signals/read-store.ts';
import type { Batch } from './sources/source.ts';

/** What one batch brought that was not known before. */
export interface Fresh extends Pick<Batch, 'resources' | 'samples' | 'events'> {
  /** Deployments, as they were, that are none any more or went elsewhere. */
  readonly removed?: readonly StoredEvent[];
}

/** What happens to a batch inside one transaction: all of it, or nothing and the cursor stays put. */
export interface Steps {
  /** Stores the batch and returns only what is new: a batch seen twice passes through once. */
  remember(batch: Batch): Promise<Fresh>;
  /** The alerts that began, changed or ended. */
  judge(fresh: Fresh): Promise<readonly AlertChange[]>;
  /** Ids of the incidents that began, changed or ended. */
  group(alerts: readonly AlertChange[], fresh: Fresh): Promise<readonly string[]>;
  /** Writes down what people are to be told of these alerts and the incidents with these ids; returns how much. */
  tell(alerts: readonly AlertChange[], incidents: readonly string[]): Promise<number>;
  /** Saves where to go on. Throws LeaseLostError when another process has taken over. */
  saveCursor(cursor: string | undefined, health: ConnectionHealth): Promise<void>;
}

export interface Touched {
  readonly topics: ReadonlySet<Topic>;
  /** Someone may be waiting for this: send it at once. */
  readonly urgent: boolean;
}

/** The whole flow, in order. Every batch takes this path and no other; returns the topics to build again. */
export async function ingest(
  batch: Batch,
  health: { readonly before: ConnectionHealth; readonly after: ConnectionHealth },
  transaction: <T>(work: (steps: Steps) => Promise<T>) => Promise<T>,
): Promise<Touched> {
  return transaction(async (steps) => {
    const fresh = await steps.remember(batch);
    const alerts = await steps.judge(fresh);
    const incidents = await steps.group(alerts, fresh);
    const notices = await steps.tell(alerts, incidents);
    await steps.saveCursor(batch.cursor, health.after);
    return touched({ fresh, alerts, incidents, notices, turned: hasTurned(health.before, health.after) });
  });
}

/** Whether a connection's state or troubles are others than before. */
export function hasTurned(before: ConnectionHealth, after: ConnectionHealth): boolean {
  const troubles = ({ problems }: ConnectionHealth) =>
    problems.map(({ part, reason }) => `${part} ${reason}`).join();
  return before.state !== after.state || troubles(before) !== troubles(after);
}

const ofResource: Record<string, Topic> = { 'aws.service': 'aws-services', 'evm.chain': 'web3-networks' };
const everywhere: readonly Topic[] = ['metrics', 'aws-services', 'web3-networks'];

function touched(news: {
  readonly fresh: Fresh;
  readonly alerts: readonly AlertChange[];
  readonly incidents: readonly string[];
  readonly notices: number;
  readonly turned: boolean;
}): Touched {
  const topics = new Set<Topic>(['sources']);
  const add = (...names: readonly Topic[]) => {
    for (const name of names) topics.add(name);
  };
  if (news.turned) add(...everywhere);
  if (news.fresh.samples.length > 0) add('metrics');
  for (const { kind } of news.fresh.resources) {
    const topic = ofResource[kind];
    if (topic) add(topic);
  }
  const events = [...news.fresh.events, ...(news.fresh.removed ?? [])];
  if (events.some(({ kind }) => kind === 'deployment')) add('deployments', 'activity');
  if (events.some(({ kind }) => kind === 'pipeline-run')) add('pipeline', 'runs');
  if (news.alerts.length > 0) add('alerts', 'alert-counts', 'activity', 'metrics');
  if (news.incidents.length > 0) add('incidents', 'activity');
  if (news.notices > 0) add('notifications');
  return { topics, urgent: news.turned || news.alerts.length > 0 };
}
