import { ReadableStream } from 'node:stream/web';
import { SourceError, type SourceLog } from '../source.ts';
import type { Answer } from './etag-cache.ts';
import { type Asked, isHttpFailure, toSourceError } from './failure.ts';

const mostBytes = 16 * 1_048_576;

export interface LogCalls {
  readonly asked: Asked;
  readonly now: () => number;
  /** GitHub's answer: usually a redirect to where the log lies, without following it. */
  readonly download: () => Promise<Answer & { readonly status: number }>;
  readonly follow: (address: string, headers: Readonly<Record<string, string>>) => Promise<Response>;
  /** The job's own status. */
  readonly status: () => Promise<string>;
}

/** The log of one job, at most 16 MiB of it, or why there is none. Throws SourceError. */
export async function readJobLog(calls: LogCalls): Promise<SourceLog> {
  try {
    const answer = await calls.download();
    const { location } = answer.headers;
    if (location === undefined) return { state: 'text', text: await textOf(answer.data) };
    // One byte more than is kept, so that a log that is too long can be told.
    const followed = await calls.follow(String(location), { range: `bytes=0-${mostBytes}` });
    if (followed.ok) return { state: 'text', text: await textOf(followed.body) };
    // Nothing lies in that range: the log is empty.
    if (followed.status === 416) return { state: 'text', text: '' };
    // The job exists, but nothing was stored for it so far.
    if (followed.status === 404) return await noLog(calls);
    throw new SourceError('unreachable', `The storage of GitHub's logs answered ${followed.status}`);
  } catch (error) {
    if (isHttpFailure(error) && error.status === 410)
      return { state: 'gone', reason: 'GitHub has deleted this log: it keeps logs for a limited time only' };
    if (isHttpFailure(error) && error.status === 404) return await noLog(calls);
    throw toSourceError(error, calls.asked, calls.now());
  }
}

async function noLog({ status, asked, now }: LogCalls): Promise<SourceLog> {
  try {
    if ((await status()) === 'completed')
      return { state: 'gone', reason: 'GitHub has no log of this job: it never ran, or its log was deleted' };
    return {
      state: 'waiting',
      reason: "GitHub publishes a job's log when the job has finished; this one is still running",
    };
  } catch (error) {
    if (isHttpFailure(error) && error.status === 404)
      throw new SourceError(
        'forbidden',
        `${asked.host} shows this token no such job: its run was deleted, or the token may not see ${asked.repository}`,
      );
    throw toSourceError(error, asked, now());
  }
}

async function textOf(body: unknown): Promise<string> {
  if (typeof body === 'string') return cut(Buffer.from(body));
  if (!(body instanceof ReadableStream)) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body as ReadableStream<Uint8Array>) {
    chunks.push(chunk);
    size += chunk.byteLength;
    if (size > mostBytes) break;
  }
  return cut(Buffer.concat(chunks));
}

function cut(bytes: Buffer): string {
  if (bytes.byteLength <= mostBytes) return bytes.toString('utf8');
  const lastLine = bytes.lastIndexOf('\n', mostBytes);
  const kept = bytes.subarray(0, lastLine > 0 ? lastLine : mostBytes).toString('utf8');
  return `${kept}\nThe log is longer: it was cut here after 16 MiB. GitHub has all of it.`;
}
