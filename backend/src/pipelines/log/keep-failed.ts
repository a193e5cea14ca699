import { RunData } from '@smartops/contract';
import type { StoredEvent } from '../../signals/read-store.ts';
import type { Job, LogKeeper } from './log-keeper.ts';
import type { logStore } from './log-store.ts';

export interface FailedPorts {
  /** Of the last runs, newest first. */
  readonly runs: () => Promise<readonly StoredEvent[]>;
  readonly store: Pick<ReturnType<typeof logStore>, 'knownRefs'>;
  readonly keeper: Pick<LogKeeper, 'read'>;
  readonly trouble: (logRef: string, error: unknown) => void;
}

/** So many at once; what is left comes with the next round. */
const mostAtOnce = 10;

/** Keeps the logs of jobs that failed before anybody asks: they are what one comes back to. Returns how many are new. */
export async function keepFailedLogs({ runs, store, keeper, trouble }: FailedPorts): Promise<number> {
  const failed = (await runs()).flatMap(failedJobs);
  const known = await store.knownRefs(
    failed.map(({ connectionId, job }) => ({ connectionId, ref: job.logRef })),
  );
  const missing = failed.filter(({ connectionId, job }) => !known.has(`${connectionId} ${job.logRef}`));
  let kept = 0;
  for (const { connectionId, job } of missing.slice(0, mostAtOnce))
    try {
      if ((await keeper.read(connectionId, job)).state === 'kept') kept++;
    } catch (error) {
      trouble(job.logRef, error);
      return kept;
    }
  return kept;
}

function failedJobs({ connectionId, data }: StoredEvent): { connectionId: string; job: Job }[] {
  const jobs = RunData.safeParse(data).data?.jobs ?? [];
  return jobs
    .filter(
      ({ status, rawStatus, finishedAt }) =>
        status === 'failed' && !isCancelled(rawStatus) && finishedAt !== null,
    )
    .map((job) => ({ connectionId, job }));
}

const isCancelled = (rawStatus: string) => /^cancel/i.test(rawStatus);
