import { expect, it } from 'vitest';
import { startSimulator } from '../index.ts';
import { HOUR, MINUTE } from '../world/world.ts';
import { asDescribed, base, epoch } from './asking.fixture.ts';

const old = `${base}/checkout-api`;
const names = (list: { readonly name: string }[]) => list.map(({ name }) => name);

it('a renamed repository answers to its new name, and sends those who use the old one to its id', () => {
  const github = asDescribed();
  const { id } = github.read(old);
  const renamed = github.act('PATCH', old, { name: 'till-api' });
  expect(JSON.parse(renamed.body)).toMatchObject({ id, full_name: 'harbor-goods/till-api' });
  const { status, headers, body } = github.ask(`${old}/actions/runs?per_page=1`);
  expect(status).toBe(301);
  const location = `http://github.test:8080/api/v3/repositories/${id}/actions/runs?per_page=1`;
  expect(headers.location).toBe(location);
  expect(JSON.parse(body)).toMatchObject({ message: 'Moved Permanently', url: location });
  expect(github.act('POST', `${old}/deployments`, { ref: 'main' }).status).toBe(307);

  const followed = github.part.answer({
    method: 'GET',
    path: new URL(location).pathname,
    query: new URL(location).searchParams,
    headers: { host: 'github.test:8080', authorization: 'token demo' },
    body: '',
  });
  const now = `${base}/till-api`;
  const direct = github.read(`${now}/actions/runs?per_page=1`);
  expect(JSON.parse(followed.body)).toEqual(direct);
  expect(direct.workflow_runs[0].repository.full_name).toBe('harbor-goods/till-api');
  expect(direct.workflow_runs[0].url).toContain('/repos/harbor-goods/till-api/');
  expect(names(github.read('/api/v3/orgs/harbor-goods/repos'))).toContain('till-api');
  expect(github.act('PATCH', now, { name: 'ledger-worker' }).status).toBe(422);
});

it('an archived repository can be read, refuses to be changed, and stands still until it is taken up again', () => {
  const github = asDescribed();
  expect(JSON.parse(github.act('PATCH', old, { archived: true }).body).archived).toBe(true);
  const { total_count: total, workflow_runs: runs } = github.read(`${old}/actions/runs`);
  github.setNow(epoch + 3 * HOUR);
  expect(github.read(`${old}/actions/runs`).total_count).toBe(total);
  const refused = github.act('POST', `${old}/actions/runs/${runs[0].id}/rerun`);
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.body).message).toBe('Repository was archived so is read-only.');
  github.act('PATCH', old, { archived: false });
  expect(github.read(`${old}/actions/runs`).total_count).toBeGreaterThan(total);
  expect(github.act('POST', `${old}/actions/runs/${runs[0].id}/rerun`).status).toBe(201);
});

it('a deleted repository is nowhere', () => {
  const github = asDescribed();
  const { id } = github.read(old);
  expect(github.act('DELETE', old, undefined, 'read-only').status).toBe(403);
  expect(github.act('DELETE', old).status).toBe(204);
  for (const path of [old, `${old}/actions/runs`]) expect(github.ask(path).status).toBe(404);
  expect(names(github.read('/api/v3/orgs/harbor-goods/repos'))).not.toContain('checkout-api');
  expect(github.ask(`${base}/ledger-worker`).status).toBe(200);
  expect(JSON.stringify(github.read('/api/v3/orgs/harbor-goods/repos'))).not.toContain(String(id));
});

it('says of a repository what the token may do there', () => {
  const github = asDescribed();
  expect(github.read(old).permissions).toMatchObject({ admin: true, push: true, pull: true });
  const { body } = github.ask(old, { authorization: 'token read-only' });
  expect(JSON.parse(body).permissions).toMatchObject({ admin: false, push: false, pull: true });
});

it.each([
  [{ kind: 'throttled' }, 403, 'x-ratelimit-remaining', /^API rate limit exceeded/],
  [{ kind: 'throttled', status: 429 }, 429, 'x-ratelimit-remaining', /^API rate limit exceeded/],
  [{ kind: 'secondary-limit' }, 403, 'retry-after', /secondary rate limit/],
  [{ kind: 'secondary-limit', status: 429 }, 429, 'retry-after', /secondary rate limit/],
])('limits as GitHub does when it is told to: %o', async (fault, status, header, message) => {
  const { url, githubUrl, close } = await startSimulator({ epoch, now: () => epoch + MINUTE });
  const body = JSON.stringify({ match: 'github.actions', ...fault });
  await fetch(`${url}/_simulator/faults`, { method: 'POST', body });
  const headers = { authorization: 'Bearer demo' };
  const limited = await fetch(`${githubUrl}/repos/harbor-goods/checkout-api/actions/runs`, { headers });
  const spared = await fetch(`${githubUrl}/repos/harbor-goods/checkout-api`, { headers });
  const told = (await limited.json()) as { message: string };
  await close();
  expect([limited.status, spared.status]).toEqual([status, 200]);
  expect(limited.headers.get(header)).toBe(header === 'retry-after' ? '60' : '0');
  expect(told.message).toMatch(message);
});
