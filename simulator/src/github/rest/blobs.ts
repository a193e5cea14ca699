import type { Incoming, Reply } from '../../http/exchange.ts';
import { digest } from '../../http/request-ids.ts';
import { type Service, services } from '../../world/shop.ts';
import { MINUTE, type World } from '../../world/world.ts';
import { logOf } from '../logs/job-log.ts';
import { type Packed, zip } from '../logs/zip.ts';
import { artifactsOf } from '../script/artifacts.ts';
import type { Book } from '../script/book.ts';
import { runOfJob } from '../script/ids.ts';
import type { JobPlan, RunPlan } from '../script/plan.ts';
import { type Answer, iso, type RepoCall } from './call.ts';
import { hasLog } from './run-state.ts';

const validFor = MINUTE;

/** Sends the asker to where a file lies, with an address that is good for a minute and needs no token. */
export function sendToBlob({ world, repo, now, origin }: RepoCall, file: string, type: string): Answer {
  const path = `/_blob/actions-results/${repo}/${file}`;
  const until = iso(now + validFor);
  const query = new URLSearchParams({
    rsct: type,
    se: until,
    sig: signature(world, path, until),
    sp: 'r',
    spr: 'https',
    sr: 'b',
    sv: '2024-11-04',
  });
  return { status: 302, body: '', headers: { location: `${origin}${path}?${query}` } };
}

const signature = (world: World, path: string, until: string) =>
  Buffer.from(digest(world.seed, path, until), 'hex').toString('base64');

interface Storage {
  readonly world: World;
  readonly book: Book;
}

interface Asked extends Storage {
  readonly repo: Service;
  readonly id: number;
  readonly attempt: number;
}

const blob =
  /^\/_blob\/actions-results\/([\w-]+)\/(\d{1,16})(?:-(\d{1,3}))?\/(job\.log|logs\.zip|artifact\.zip)$/;

/** The storage behind the redirect; its errors are those of Azure. */
export function readBlob({ world, book }: Storage, incoming: Incoming): Reply {
  const { path, query } = incoming;
  const until = query.get('se') ?? '';
  if (query.get('sig') !== signature(world, path, until) || world.now() > Date.parse(until))
    return azureError(403, 'AuthenticationFailed', 'Server failed to authenticate the request.');
  const [, name = '', id = '', attempt = '1', file = ''] = blob.exec(path) ?? [];
  const repo = services.find((one) => one === name);
  const asked = repo && { world, book, repo, id: Number(id), attempt: Number(attempt) };
  const reply = asked && readers[file]?.(asked);
  return reply ?? azureError(404, 'BlobNotFound', 'The specified blob does not exist.');
}

const readers: Readonly<Record<string, (asked: Asked) => Reply | undefined>> = {
  'job.log'({ world, book, repo, id }) {
    const found = book.job(repo, id, world.now());
    if (!found) return undefined;
    return {
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-ms-blob-type': 'AppendBlob' },
      body: logOf(found.run, found.job),
    };
  },
  'logs.zip'({ world, book, repo, id, attempt }) {
    const run = book.attempts(repo, id, world.now()).find((one) => one.attempt === attempt);
    return (
      run &&
      archive(
        run.jobs.flatMap((job, index) => packedLog(run, job, index)),
        run.endsAt,
      )
    );
  },
  'artifact.zip'({ world, book, repo, id }) {
    const found = book
      .attempts(repo, runOfJob(id), world.now())
      .flatMap(artifactsOf)
      .find((one) => one.id === id);
    return found && archive([{ name: found.file, text: found.text }], found.createdAt);
  },
};

const packedLog = (run: RunPlan, job: JobPlan, index: number): Packed[] =>
  hasLog(job) ? [{ name: `${index}_${job.name.replaceAll('/', '_')}.txt`, text: logOf(run, job) }] : [];

const archive = (files: readonly Packed[], at: number): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/zip', 'x-ms-blob-type': 'BlockBlob' },
  body: '',
  bytes: zip(files, at),
});

function azureError(status: number, code: string, message: string): Reply {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code }, body };
}
