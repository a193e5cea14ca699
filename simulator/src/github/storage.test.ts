import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../world/world.ts';
import { type Asking, asDescribed, base, epoch } from './asking.fixture.ts';

const repo = `${base}/checkout-api`;
const token = { authorization: 'token demo' };

interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly expired: boolean;
  readonly workflow_run: { readonly id: number };
}

/** The files of an archive, read by its directory as any program does. */
function unzip(bytes: Buffer): Map<string, string> {
  const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  let at = bytes.readUInt32LE(end + 16);
  const files = new Map<string, string>();
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [size, nameSize] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const local = bytes.readUInt32LE(at + 42);
    const data = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const name = bytes.subarray(at + 46, at + 46 + nameSize).toString();
    files.set(name, inflateRawSync(bytes.subarray(data, data + size)).toString());
    at += 46 + nameSize;
  }
  return files;
}

/** Follows the redirect of an endpoint, without the token. */
function download(github: Asking, path: string): Buffer {
  const { status, headers } = github.ask(path);
  expect(status).toBe(302);
  const { bytes, body } = github.ask(headers.location ?? '', {});
  return bytes ?? Buffer.from(body);
}

function endedRun(github: Asking, query = 'status=success') {
  const [run] = github.read(`${repo}/actions/runs?event=push&${query}`).workflow_runs;
  return { id: run.id as number, url: `${repo}/actions/runs/${run.id}` };
}

describe('artefacts', () => {
  it('are what the builds and tests of a run left, and can be downloaded', () => {
    const github = asDescribed();
    const { url } = endedRun(github);
    const { artifacts, total_count: total } = github.read(`${url}/artifacts`);
    expect(total).toBe(artifacts.length);
    const build = artifacts.find(({ name }: Artifact) => name === 'image-digest');
    expect(github.read(`${repo}/actions/artifacts/${build.id}`)).toEqual(build);
    const files = unzip(download(github, `${repo}/actions/artifacts/${build.id}/zip`));
    expect(files.get('digest.txt')).toMatch(/^checkout-api@sha256:[0-9a-f]{64}\n$/);
    expect(Buffer.byteLength(files.get('digest.txt') ?? '')).toBe(build.size_in_bytes);
    const named = github.read(`${repo}/actions/artifacts?name=image-digest`);
    expect(new Set(named.artifacts.map(({ name }: Artifact) => name))).toEqual(new Set(['image-digest']));
    expect(github.ask(`${repo}/actions/artifacts/${build.id}/tar`).status).toBe(404);
  });

  it('expire, are gone when deleted, and a re-run leaves new ones', () => {
    const github = asDescribed();
    const { url } = endedRun(github);
    const [first] = github.read(`${url}/artifacts`).artifacts;
    github.act('POST', `${url}/rerun`);
    github.setNow(epoch + HOUR);
    const names = github.read(`${url}/artifacts`).artifacts.map(({ name }: Artifact) => name);
    expect(names.filter((name: string) => name === 'image-digest')).toHaveLength(2);
    expect(github.act('DELETE', `${repo}/actions/artifacts/${first.id}`).status).toBe(204);
    expect(github.ask(`${repo}/actions/artifacts/${first.id}`).status).toBe(404);
    github.setNow(epoch + 91 * DAY);
    for (const { id, expired } of github.read(`${url}/artifacts`).artifacts) {
      expect(expired).toBe(true);
      expect(github.ask(`${repo}/actions/artifacts/${id}/zip`).status).toBe(410);
    }
  });
});

describe('the logs of a run', () => {
  it('are one archive with a file for every job that ran, for each attempt', () => {
    const github = asDescribed();
    const { url } = endedRun(github);
    const { jobs } = github.read(`${url}/jobs`);
    const before = download(github, `${url}/logs`);
    const files = unzip(before);
    expect([...files.keys()]).toEqual(
      jobs.map(({ name }: { name: string }, index: number) => `${index}_${name.replaceAll('/', '_')}.txt`),
    );
    const [text] = files.values();
    expect(text).toBe(download(github, `${repo}/actions/jobs/${jobs[0].id}/logs`).toString());
    github.act('POST', `${url}/rerun`);
    expect(github.ask(`${url}/logs`).status).toBe(404);
    expect(download(github, `${url}/attempts/1/logs`)).toEqual(before);
    github.setNow(epoch + HOUR);
    expect(download(github, `${url}/logs`)).not.toEqual(before);
  });

  it('are gone when they are old or deleted, for the run and for its jobs', () => {
    const github = asDescribed();
    const { url } = endedRun(github);
    const [job] = github.read(`${url}/jobs`).jobs;
    const other = endedRun(github, 'status=failure');
    expect(github.act('DELETE', `${url}/logs`).status).toBe(204);
    for (const path of [`${url}/logs`, `${url}/attempts/1/logs`, `${repo}/actions/jobs/${job.id}/logs`])
      expect(github.ask(path).status).toBe(410);
    download(github, `${other.url}/logs`);
    github.setNow(epoch + 91 * DAY);
    expect(github.ask(`${other.url}/logs`).status).toBe(410);
  });
});

it('a run that is deleted is gone, and what it deployed is not', () => {
  const github = asDescribed();
  const [{ payload }] = github
    .read(`${repo}/deployments?environment=production`)
    .filter(
      (one: { id: number }) => github.read(`${repo}/deployments/${one.id}/statuses`)[0].state === 'success',
    );
  const url = `${repo}/actions/runs/${payload.run_id}`;
  const { total_count: total } = github.read(`${repo}/actions/runs`);
  const deployments = github.read(`${repo}/deployments`);
  expect(github.act('DELETE', url).status).toBe(204);
  expect(github.ask(url).status).toBe(404);
  expect(github.ask(`${url}/jobs`).status).toBe(404);
  expect(github.read(`${repo}/actions/runs`).total_count).toBe(total - 1);
  expect(github.read(`${repo}/deployments`)).toEqual(deployments);
});

it('what goes on is not deleted', () => {
  const github = asDescribed();
  const asked = { ref: 'main', return_run_details: true };
  const { body } = github.act('POST', `${repo}/actions/workflows/deploy.yml/dispatches`, asked);
  const url = `${repo}/actions/runs/${JSON.parse(body).workflow_run_id}`;
  github.setNow(epoch + 30 * SECOND);
  expect(github.act('DELETE', url).status).toBe(403);
  expect(github.ask(url, token).status).toBe(200);
  github.setNow(epoch + 5 * MINUTE);
  expect(github.act('DELETE', url).status).toBe(204);
});
