import type { Incoming, Reply } from '../../http/exchange.ts';
import { digest } from '../../http/request-ids.ts';
import { type Service, services } from '../../world/shop.ts';
import { DAY, MINUTE, type World } from '../../world/world.ts';
import { logOf } from '../logs/job-log.ts';
import type { Book } from '../script/book.ts';
import { type Answer, GitHubError, iso, notFound, type RepoCall } from './call.ts';
import { jobOf } from './jobs.ts';
import { stateOfJob } from './run-state.ts';

const validFor = MINUTE;
const keptFor = 90 * DAY;

/** Sends the asker to where the log lies, with an address that is good for a minute. */
export function downloadLog(call: RepoCall): Answer {
  const { job } = jobOf(call);
  const { status } = stateOfJob(job, call.now);
  if (status !== 'completed' || job.conclusion === 'skipped' || job.endsAt === job.startsAt) throw notFound();
  if (call.now - job.endsAt > keptFor) throw new GitHubError(410, 'Server Error');
  const path = `/_blob/actions-results/${call.repo}/${job.id}/job.log`;
  const until = iso(call.now + validFor);
  const query = new URLSearchParams({
    rsct: 'text/plain',
    se: until,
    sig: signature(call.world, path, until),
    sp: 'r',
    spr: 'https',
    sr: 'b',
    sv: '2024-11-04',
  });
  return { status: 302, body: '', headers: { location: `${call.origin}${path}?${query}` } };
}

const signature = (world: World, path: string, until: string) =>
  Buffer.from(digest(world.seed, path, until), 'hex').toString('base64');

const blob = /^\/_blob\/actions-results\/([\w-]+)\/(\d{1,16})\/job\.log$/;

/** The storage behind the redirect; its errors are those of Azure. */
export function readBlob(
  { world, book }: { readonly world: World; readonly book: Book },
  incoming: Incoming,
): Reply {
  const { path, query } = incoming;
  const until = query.get('se') ?? '';
  const now = world.now();
  if (query.get('sig') !== signature(world, path, until) || now > Date.parse(until))
    return azureError(403, 'AuthenticationFailed', 'Server failed to authenticate the request.');
  const [, name = '', id = ''] = blob.exec(path) ?? [];
  const repo: Service | undefined = services.find((one) => one === name);
  const found = repo && book.job(repo, Number(id), now);
  if (!found) return azureError(404, 'BlobNotFound', 'The specified blob does not exist.');
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-ms-blob-type': 'AppendBlob' },
    body: logOf(found.run, found.job),
  };
}

function azureError(status: number, code: string, message: string): Reply {
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml', 'x-ms-error-code': code }, body };
}
