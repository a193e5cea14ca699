import { describe, expect, it } from 'vitest';
import { HOUR, SECOND } from '../world/world.ts';
import { asking, base, epoch } from './asking.fixture.ts';

const runs = `${base}/checkout-api/actions/runs?per_page=5`;
const token = { authorization: 'token demo' };

describe('the quota', () => {
  it('counts each answer, is told in every one, and begins again after an hour', () => {
    const github = asking();
    const first = github.ask(runs);
    expect(first.headers).toMatchObject({
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      'x-ratelimit-used': '1',
      'x-ratelimit-resource': 'core',
      'x-ratelimit-reset': String(Math.ceil((epoch + HOUR) / SECOND)),
    });
    expect(github.ask(runs).headers['x-ratelimit-remaining']).toBe('4998');
    expect(github.ask(runs, { authorization: 'Bearer another' }).headers['x-ratelimit-remaining']).toBe(
      '4999',
    );
    expect(github.read('/api/v3/rate_limit').rate).toMatchObject({ used: 2, remaining: 4_998 });
    github.setNow(epoch + HOUR);
    expect(github.ask(runs).headers['x-ratelimit-remaining']).toBe('4999');
  });

  it('refuses with 403 when it is used up, until it is full again', () => {
    const github = asking();
    for (let asked = 0; asked < 5_000; asked++) github.ask('/api/v3/user');
    const { status, headers, body } = github.ask('/api/v3/user');
    expect(status).toBe(403);
    expect(headers['x-ratelimit-remaining']).toBe('0');
    expect(JSON.parse(body).message).toMatch(/^API rate limit exceeded/);
    github.setNow(epoch + HOUR);
    expect(github.ask('/api/v3/user').status).toBe(200);
  });
});

describe('an ETag', () => {
  it('answers 304 without a body and without cost while nothing changes', () => {
    const github = asking();
    const { etag = '' } = github.ask(runs).headers;
    expect(etag).toMatch(/^W\/"[0-9a-f]{64}"$/);
    const again = github.ask(runs, { ...token, 'if-none-match': etag });
    expect(again).toMatchObject({ status: 304, body: '' });
    expect(again.headers).toMatchObject({ etag, 'x-ratelimit-remaining': '4999' });
  });

  it('differs as soon as something has changed', () => {
    const github = asking();
    const { etag = '' } = github.ask(runs).headers;
    github.setNow(epoch + HOUR);
    expect(github.ask(runs, { ...token, 'if-none-match': etag }).status).toBe(200);
  });
});

describe('refusals', () => {
  const github = asking();

  it.each([
    [`${base}/nowhere`, token, 'GET', 404, 'Not Found'],
    [`${base}/checkout-api/actions/runs/1`, token, 'GET', 404, 'Not Found'],
    [`${base}/checkout-api/actions/runs/abc`, token, 'GET', 404, 'Not Found'],
    ['/api/v3/no/such/path', token, 'GET', 404, 'Not Found'],
    [`${base}/checkout-api/actions/runs`, token, 'DELETE', 404, 'Not Found'],
    [`${base}/checkout-api`, {}, 'GET', 404, 'Not Found'],
    ['/api/v3/user', {}, 'GET', 401, 'Requires authentication'],
    ['/api/v3/user', { authorization: 'token ' }, 'GET', 401, 'Bad credentials'],
  ])('%s as %o by %s is %i %s', (path, headers, method, status, message) => {
    const reply = github.ask(path, headers as Record<string, string>, method);
    expect(reply.status).toBe(status);
    const body = JSON.parse(reply.body);
    expect(body).toEqual({
      message,
      documentation_url: expect.stringMatching(/^https:\/\/docs\.github\.com\/rest/),
      status: String(status),
    });
  });

  it('takes the run of another repository for none', () => {
    const [run] = github.read(`${base}/ledger-worker/actions/runs`).workflow_runs;
    expect(github.ask(`${base}/checkout-api/actions/runs/${run.id}`).status).toBe(404);
  });

  it('says what a fault asks for in words a client understands', () => {
    const incoming = { method: 'GET', path: runs, query: new URLSearchParams(), headers: token, body: '' };
    const { part } = github;
    expect(JSON.parse(part.refuse(incoming, 'denied').body).message).toBe('Bad credentials');
    const primary = part.refuse(incoming, 'throttled');
    expect(primary).toMatchObject({ status: 403, headers: { 'x-ratelimit-remaining': '0' } });
    expect(Number(primary.headers['x-ratelimit-reset']) * SECOND).toBeGreaterThan(epoch);
    expect(part.refuse(incoming, 'throttled', 429)).toMatchObject({
      status: 429,
      headers: { 'x-ratelimit-remaining': '0' },
    });
    for (const status of [403, 429]) {
      const secondary = part.refuse(incoming, 'secondary', status);
      expect(secondary).toMatchObject({ status, headers: { 'retry-after': '60' } });
      expect(secondary.headers['x-ratelimit-remaining']).not.toBe('0');
      expect(JSON.parse(secondary.body).message).toMatch(/secondary rate limit/);
    }
    expect(part.refuse(incoming, 'broken', 502).headers['content-type']).toMatch(/^text\/html/);
    expect(part.refuse(incoming, 'broken', 500)).toMatchObject({ status: 500 });
  });
});

it('names its operations as Octokit does', () => {
  const { part } = asking();
  const name = (path: string) =>
    part.name({ method: 'GET', path, query: new URLSearchParams(), headers: {}, body: '' });
  expect(name(`${base}/checkout-api/actions/runs`)).toBe('github.actions.listWorkflowRunsForRepo');
  expect(name(`${base}/checkout-api/deployments/7/statuses`)).toBe('github.repos.listDeploymentStatuses');
  expect(name('/_blob/x')).toBe('github.blob');
  expect(name('/api/v3/x')).toBe('github.unknown');
});
