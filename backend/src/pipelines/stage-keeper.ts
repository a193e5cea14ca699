import { RunData } from '@smartops/contract';
import type { StoredEvent } from '../signals/read-store.ts';
import { type Connection, SourceError, type Stages } from '../sources/source.ts';
import type { stageStore } from './stage-store.ts';

export interface StagePorts {
  readonly store: ReturnType<typeof stageStore>;
  readonly connection: (id: string) => Pick<Connection, 'stages'> | undefined;
  readonly now: () => number;
}

const patienceMs = 10_000;
/** How long it is not asked again where the source had none or did not answer. */
const againMs = 10 * 60_000;
const mostRemembered = 1_000;

/**
 * Gives a run its stages: older ones are read without, and come when somebody opens the run, once. Whatever the source
 * answers, the run can be shown.
 */
export function createStageKeeper({ store, connection, now }: StagePorts) {
  const underWay = new Map<string, Promise<Stages | undefined>>();
  const inVain = new Map<string, number>();

  async function ask(id: string, run: RunData, source: Pick<Connection, 'stages'>) {
    try {
      const stages = await source.stages?.(run, AbortSignal.timeout(patienceMs));
      if (stages) await store.keep(id, run.attempt, stages);
      else remember(id);
      return stages;
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      remember(id);
      return undefined;
    }
  }

  function remember(id: string): void {
    inVain.set(id, now());
    const oldest = inVain.keys().next();
    if (inVain.size > mostRemembered && !oldest.done) inVain.delete(oldest.value);
  }

  return async (event: StoredEvent): Promise<StoredEvent> => {
    const run = RunData.safeParse(event.data).data;
    const source = connection(event.connectionId);
    if (!run || run.jobs.length > 0 || run.finishedAt === null || !source?.stages) return event;
    if (now() - (inVain.get(event.id) ?? Number.NEGATIVE_INFINITY) < againMs) return event;
    const asked =
      underWay.get(event.id) ?? ask(event.id, run, source).finally(() => underWay.delete(event.id));
    underWay.set(event.id, asked);
    const stages = await asked;
    return stages ? { ...event, data: { ...event.data, ...stages } } : event;
  };
}
