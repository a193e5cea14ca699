import { type LogLine, RunData } from '@smartops/contract';
import { AppError, NotFoundError } from '../platform/errors.ts';
import type { StoredEvent } from '../signals/read-store.ts';
import type { Connection } from '../sources/source.ts';
import { toLogLines } from './log-lines.ts';

export interface LogPorts {
  /** The run with this id, of whatever connection. */
  run(runId: string): Promise<StoredEvent | undefined>;
  connection(id: string): Connection | undefined;
}

const patienceMs = 20_000;

/** The log of one stage. Throws NotFoundError, and SourceError when the source does not give it. */
export async function readStageLog(ports: LogPorts, runId: string, stageId: string): Promise<LogLine[]> {
  const { run, connection } = await find(ports, runId);
  const job = run.jobs.find(({ id }) => id === stageId);
  if (!job) throw new NotFoundError('Stage', stageId);
  return read(connection, job);
}

/** The logs of all stages of a run that have begun, one after the other. */
export async function readRunLog(ports: LogPorts, runId: string): Promise<LogLine[]> {
  const { run, connection } = await find(ports, runId);
  const begun = run.jobs.filter(
    ({ finishedAt, rawStatus }) => finishedAt !== null && rawStatus !== 'skipped',
  );
  const logs = await Promise.all(begun.map((job) => read(connection, job)));
  return logs.flat();
}

async function find(ports: LogPorts, runId: string) {
  const event = await ports.run(runId);
  const run = event && RunData.safeParse(event.data).data;
  if (!event || !run) throw new NotFoundError('Pipeline', runId);
  const connection = ports.connection(event.connectionId);
  if (!connection?.log) throw new AppError('source-failed', 'This source keeps no logs');
  return { run, connection: { log: connection.log.bind(connection) } };
}

type Job = Pick<RunData['jobs'][number], 'logRef' | 'startedAt'>;

async function read(
  connection: Required<Pick<Connection, 'log'>>,
  { logRef, startedAt }: Job,
): Promise<LogLine[]> {
  return toLogLines(await connection.log(logRef, AbortSignal.timeout(patienceMs)), startedAt ?? 0);
}
