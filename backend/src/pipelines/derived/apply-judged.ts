import type { SourceEvent } from '@smartops/contract';
import type { StoredEvent } from '../../signals/read-store.ts';
import { rememberStore } from '../../signals/remember-store.ts';
import { derivedStore } from './derived-store.ts';
import type { Judged } from './judge-runs.ts';

export interface Applied {
  /** Deployments that are new or others than before. */
  readonly events: readonly SourceEvent[];
  /** As they stood: those that are deployments no more, and those that went elsewhere. */
  readonly removed: readonly StoredEvent[];
}

interface Applying {
  readonly tx: Parameters<typeof derivedStore>[0];
  readonly workspace: string;
  readonly connectionId: string;
  readonly now: number;
}

/** Writes down what runs are, inside the caller's transaction. Twice changes nothing. */
export async function applyJudged(
  judged: readonly Judged[],
  { tx, workspace, connectionId, now }: Applying,
): Promise<Applied> {
  const gone = judged.flatMap(({ before, after }) => (before && !after ? [before.id] : []));
  if (gone.length > 0) await derivedStore(tx, workspace).remove(gone);
  const events = judged.flatMap(({ after }) => after ?? []);
  const batch = { resources: [], samples: [], events, problems: [], complete: [], cursor: undefined };
  const remembered = await rememberStore(tx, workspace).remember(connectionId, batch, now);
  return {
    events: remembered.events,
    removed: judged.flatMap(({ before, from, to }) => (before && from !== to ? [before] : [])),
  };
}
