import { type JobLog, type LogLine, type LogRow, RunData } from '@smartops/contract';
import { AppError, NotFoundError } from '../platform/errors.ts';
import type { StoredEvent } from '../signals/read-store.ts';
import type { Chunk } from './log/chunks.ts';
import { findLines } from './log/find-lines.ts';
import type { Job, LogKeeper } from './log/log-keeper.ts';
import type { KeptLog, logStore } from './log/log-store.ts';
import { toRows } from './log/to-rows.ts';
import { toLogLines } from './log-lines.ts';

export interface LogPorts {
  /** The run with this id, of whatever connection. */
  run(runId: string): Promise<StoredEvent | undefined>;
  readonly keeper: Pick<LogKeeper, 'read'>;
  readonly store: Pick<ReturnType<typeof logStore>, 'chunks'>;
}

export interface StageOfRun {
  /** Of the run. */
  readonly id: string;
  readonly stageId: string;
}

/** What the guide's two routes answer at most; longer logs are read page by page. */
const mostLines = 20_000;

/** Every function here throws NotFoundError, and SourceError when the source does not give the log. */
export function logReader({ run, keeper, store }: LogPorts) {
  return { outline, page, find, text, stageLines, runLines };

  async function outline(stage: StageOfRun): Promise<JobLog> {
    const { connectionId, job } = await jobOf(stage);
    const found = await keeper.read(connectionId, job);
    if (found.state !== 'kept') return found;
    return { state: 'ready', outline: found.outline, keptAt: new Date(found.keptAt).toISOString() };
  }

  async function page(
    stage: StageOfRun,
    from: number,
    limit: number,
  ): Promise<{ rows: LogRow[]; next: number | null }> {
    const log = await kept(await jobOf(stage));
    const to = Math.min(from + limit - 1, log.outline.lines);
    const rows: LogRow[] = [];
    for await (const chunk of store.chunks(log.id, from, to)) rows.push(...toRows(chunk, from, to));
    return { rows, next: to < log.outline.lines ? to + 1 : null };
  }

  async function find(stage: StageOfRun, sought: string): Promise<{ lines: number[]; total: number }> {
    const log = await kept(await jobOf(stage));
    return findLines(store.chunks(log.id), sought);
  }

  async function text(stage: StageOfRun): Promise<{ name: string; content: AsyncIterable<string> }> {
    const place = await jobOf(stage);
    const log = await kept(place);
    return { name: `${place.name}-${place.job.id}.log`, content: asText(store.chunks(log.id)) };
  }

  async function stageLines(stage: StageOfRun): Promise<LogLine[]> {
    return linesOf(await jobOf(stage));
  }

  /** The logs of all jobs of a run that have ended, one after the other. */
  async function runLines(runId: string): Promise<LogLine[]> {
    const { connectionId, jobs } = await runOf(runId);
    const ended = jobs.filter(({ finishedAt, rawStatus }) => finishedAt !== null && rawStatus !== 'skipped');
    const lines: LogLine[] = [];
    for (const job of ended) lines.push(...(await linesOf({ connectionId, job })));
    return lines.length > mostLines ? [...lines.slice(0, mostLines), more(lines)] : lines;
  }

  async function linesOf(place: Place): Promise<LogLine[]> {
    const log = await kept(place);
    const raw: string[] = [];
    for await (const chunk of store.chunks(log.id, 1, mostLines)) raw.push(...chunk.lines);
    const lines = toLogLines(raw.slice(0, mostLines), place.job.startedAt ?? 0);
    return log.outline.lines > mostLines ? [...lines, more(lines)] : lines;
  }

  async function kept({ connectionId, job }: Place): Promise<Extract<KeptLog, { state: 'kept' }>> {
    const found = await keeper.read(connectionId, job);
    if (found.state !== 'kept') throw new AppError('not-found', found.reason);
    return found;
  }

  async function jobOf({ id, stageId }: StageOfRun) {
    const { connectionId, jobs, repository } = await runOf(id);
    const job = jobs.find((one) => one.id === stageId);
    if (!job) throw new NotFoundError('Stage', stageId);
    return { connectionId, job, name: `${repository.split('/').at(-1)}-${job.name}` };
  }

  async function runOf(runId: string) {
    const event = await run(runId);
    const data = event && RunData.safeParse(event.data).data;
    if (!event || !data) throw new NotFoundError('Pipeline', runId);
    return { ...data, connectionId: event.connectionId };
  }
}

interface Place {
  readonly connectionId: string;
  readonly job: Job;
}

const more = (lines: readonly LogLine[]): LogLine => ({
  time: lines[mostLines - 1]?.time ?? new Date(0).toISOString(),
  level: 'info',
  message: 'The log goes on: read it page by page, stage by stage, or download it.',
});

async function* asText(chunks: AsyncIterable<Chunk>): AsyncGenerator<string> {
  for await (const { lines } of chunks) yield `${lines.join('\n')}\n`;
}
