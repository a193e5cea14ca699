import { setImmediate } from 'node:timers/promises';
import type { RunData } from '@smartops/contract';
import { AppError } from '../../platform/errors.ts';
import type { Connection, SourceLog } from '../../sources/source.ts';
import { pack, toChunks } from './chunks.ts';
import type { KeptLog, LogKey, logStore, PackedChunk } from './log-store.ts';
import { openOutline } from './outline.ts';

export type Job = Pick<RunData['jobs'][number], 'logRef' | 'rawStatus' | 'startedAt' | 'finishedAt'>;

export interface KeeperPorts {
  readonly store: ReturnType<typeof logStore>;
  readonly connection: (id: string) => Connection | undefined;
  readonly now: () => number;
  /** Of all logs together, as they are stored. */
  readonly mostBytes: number;
  readonly keepMs: () => number;
}

export type FoundLog = KeptLog | { readonly state: 'waiting'; readonly reason: string };

export interface LogKeeper {
  /** The log of a job: from what is kept, else from its source, and kept from then on. Throws SourceError. */
  read(connectionId: string, job: Job): Promise<FoundLog>;
  /** Lets old logs go. */
  expire(): Promise<void>;
}

const patienceMs = 20_000;
/** How long after its end GitHub may still be publishing the log. */
const publishMs = 10 * 60_000;

/** However many people open a log at once, its source is asked once. */
export function createLogKeeper(ports: KeeperPorts): LogKeeper {
  const underWay = new Map<string, Promise<FoundLog>>();
  return {
    async read(connectionId, job) {
      const key = { connectionId, ref: job.logRef };
      const kept = await ports.store.find(key);
      if (kept) return kept;
      const why = whyNotYet(job);
      if (why) return why;
      const name = `${connectionId} ${job.logRef}`;
      const asked = underWay.get(name) ?? fetchAndKeep(ports, key, job).finally(() => underWay.delete(name));
      underWay.set(name, asked);
      return await asked;
    },
    expire: () => expire(ports),
  };
}

/** What needs no asking: GitHub has a log only of jobs that ran and have ended. */
function whyNotYet({ rawStatus, startedAt, finishedAt }: Job): FoundLog | undefined {
  if (rawStatus === 'skipped')
    return { state: 'gone', reason: 'This job was skipped, so it printed nothing' };
  if (finishedAt !== null) return undefined;
  if (startedAt === null) return { state: 'waiting', reason: 'This job has not started yet' };
  return {
    state: 'waiting',
    reason: "GitHub publishes a job's log when the job has finished; this one is still running",
  };
}

async function fetchAndKeep(ports: KeeperPorts, key: LogKey, job: Job): Promise<FoundLog> {
  const { store, now } = ports;
  const connection = ports.connection(key.connectionId);
  if (!connection?.log) throw new AppError('source-failed', 'What delivered this run is no longer watched');
  const log = await connection.log(key.ref, AbortSignal.timeout(patienceMs));
  if (log.state === 'text') {
    await store.save(key, await prepare(log.text, job.startedAt ?? 0), now());
    await expire(ports);
  } else {
    const missing = judgeMissing(log, job, now());
    if (missing.state === 'waiting') return missing;
    await store.saveGone(key, missing.reason, now());
  }
  const kept = await store.find(key);
  if (!kept) throw new AppError('unavailable', 'The log is larger than all logs together may be');
  return kept;
}

/** Just after its end the log of a job may be missing for a moment. */
function judgeMissing(
  log: Exclude<SourceLog, { state: 'text' }>,
  { finishedAt }: Job,
  now: number,
): Exclude<FoundLog, { state: 'kept' }> {
  if (log.state === 'waiting' || finishedAt === null || now - finishedAt > publishMs) return log;
  return { state: 'waiting', reason: 'The job has just ended; GitHub is still publishing its log' };
}

/** Cut into chunks with its outline; others are answered in between. */
async function prepare(text: string, startedAt: number) {
  const outline = openOutline(startedAt);
  const chunks: PackedChunk[] = [];
  for (const { firstLine, lines, startsAt } of toChunks(text, startedAt)) {
    for (const line of lines) outline.add(line);
    chunks.push({ firstLine, lastLine: firstLine + lines.length - 1, startsAt, body: await pack(lines) });
    await setImmediate();
  }
  return { outline: outline.close(), chunks };
}

const expire = ({ store, now, keepMs, mostBytes }: KeeperPorts) =>
  store.expire({ before: now() - keepMs(), mostBytes });
