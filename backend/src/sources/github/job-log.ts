import { ReadableStream } from 'node:stream/web';
import { SourceError } from '../source.ts';
import type { Answer } from './etag-cache.ts';
import { type Asked, isHttpFailure, toSourceError } from './failure.ts';

const mostBytes = 8 * 1_048_576;

export interface LogCalls {
  readonly asked: Asked;
  readonly now: () => number;
  /** GitHub's answer: usually a redirect to where the log lies, without following it. */
  readonly download: () => Promise<Answer & { readonly status: number }>;
  readonly follow: (address: string) => Promise<Response>;
  /** The job's own status. */
  readonly status: () => Promise<string>;
}

/** The log of one job, at most 8 MiB of it. Throws SourceError, with why there is no log. */
export async function readJobLog(calls: LogCalls): Promise<string> {
  try {
    const answer = await calls.download();
    const { location } = answer.headers;
    if (location === undefined) return await textOf(answer.data);
    const followed = await calls.follow(String(location));
    if (followed.ok) return await textOf(followed.body);
    // The job exists, but nothing was stored for it so far.
    if (followed.status === 404) throw await noLog(calls);
    throw new SourceError('unreachable', `The storage of GitHub's logs answered ${followed.status}`);
  } catch (error) {
    if (isHttpFailure(error) && error.status === 410)
      throw new SourceError('unreachable', 'The log has expired at GitHub');
    if (isHttpFailure(error) && error.status === 404) throw await noLog(calls);
    throw toSourceError(error, calls.asked, calls.now());
  }
}

async function noLog({ status, asked, now }: LogCalls): Promise<SourceError> {
  try {
    return (await status()) === 'completed'
      ? new SourceError('unreachable', 'GitHub has no log of this job: it never ran, or its log was deleted')
      : new SourceError('unreachable', 'GitHub publishes the log when the job has finished');
  } catch (error) {
    return toSourceError(error, asked, now());
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
  return `${kept}\nThe log is longer: it was cut here after 8 MiB. GitHub has all of it.`;
}
