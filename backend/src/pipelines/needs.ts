import { RunData } from '@smartops/contract';
import type { StoredEvent } from '../signals/read-store.ts';
import { type Connection, SourceError } from '../sources/source.ts';

export type Needs = ReadonlyMap<string, readonly string[]>;

interface NeedsPorts {
  readonly connection: (id: string) => Pick<Connection, 'needs'> | undefined;
  readonly now: () => number;
}

const patienceMs = 5_000;
/** How long a source that did not answer is left alone. */
const againMs = 60_000;

/** What the stages of a run waited for, asked of its source when somebody looks. Whatever that answers, the run can be shown. */
export function createNeedsReader({ connection, now }: NeedsPorts) {
  const leftAlone = new Map<string, number>();
  return async ({ connectionId, data }: StoredEvent): Promise<Needs | undefined> => {
    const run = RunData.safeParse(data).data;
    const source = connection(connectionId);
    if (!run || run.jobs.length === 0 || !source?.needs) return undefined;
    if (now() < (leftAlone.get(connectionId) ?? 0)) return undefined;
    try {
      return await source.needs(run, AbortSignal.timeout(patienceMs));
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      leftAlone.set(connectionId, now() + againMs);
      return undefined;
    }
  };
}
