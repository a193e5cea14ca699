import { describe, expect, it } from 'vitest';
import { DAY } from '../world/world.ts';
import { asking, base, epoch, octokit } from './asking.fixture.ts';

const repo = `${base}/checkout-api`;
const idsOf = (items: readonly { readonly id: number }[]) => items.map(({ id }) => id);

describe('pages', () => {
  it('never lose nor double a run, whatever their size', async () => {
    const github = asking();
    for (const size of [7, 30, 100]) {
      const seen: number[] = [];
      let next: string | undefined = `${repo}/actions/runs?per_page=${size}`;
      while (next) {
        const { headers, body } = github.ask(next);
        seen.push(...idsOf(JSON.parse(body).workflow_runs));
        next = /<([^>]+)>; rel="next"/.exec(headers.link ?? '')?.[1];
      }
      const { total_count: total } = github.read(`${repo}/actions/runs?per_page=1`);
      expect(seen).toHaveLength(total);
      expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
    }
  });

  it('are clamped to 100, and empty behind the last', () => {
    const github = asking();
    expect(github.read(`${repo}/actions/runs?per_page=500`).workflow_runs).toHaveLength(100);
    expect(github.read(`${repo}/actions/runs?per_page=x&page=0`).workflow_runs).toHaveLength(30);
    expect(github.read(`${repo}/deployments?page=9999`)).toEqual([]);
  });

  it('link to each other on the host that was asked', () => {
    const { headers } = asking().ask(`${repo}/actions/runs?per_page=50&page=2`);
    expect(headers.link).toContain(
      '<http://github.test:8080/api/v3/repos/harbor-goods/checkout-api/actions/runs?per_page=50&page=3>; rel="next"',
    );
    expect(headers.link).toMatch(/rel="prev".*rel="last".*rel="first"/);
  });
});

describe('filters', () => {
  const github = asking();
  const runs = (query: string) => github.read(`${repo}/actions/runs?per_page=100&${query}`).workflow_runs;

  it.each([
    ['branch=main', 'head_branch', 'main'],
    ['event=pull_request', 'event', 'pull_request'],
    ['status=failure', 'conclusion', 'failure'],
    ['status=completed', 'status', 'completed'],
  ])('keep only what fits: %s', (query, field, value) => {
    const found = runs(query);
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map((run: Record<string, unknown>) => run[field]))).toEqual(new Set([value]));
  });

  it('read dates as a search does', () => {
    const since = new Date(epoch - DAY).toISOString();
    const young = runs(`created=${encodeURIComponent(`>=${since}`)}`);
    expect(young.every((run: { created_at: string }) => run.created_at >= since.slice(0, 19))).toBe(true);
    const day = runs('created=2026-03-01');
    expect(day.length).toBeGreaterThan(0);
    expect(runs('created=2026-03-01..2026-03-01')).toEqual(day);
    expect(day.every((run: { created_at: string }) => run.created_at.startsWith('2026-03-01'))).toBe(true);
    expect(runs('created=*..2020-01-01')).toEqual([]);
  });

  it('reach no further than 1,000 runs', () => {
    github.setNow(epoch + 20 * DAY);
    const { total_count: total } = github.read(`${repo}/actions/runs?status=success`);
    expect(total).toBeGreaterThan(1_000);
    expect(runs('status=success&page=10')).toHaveLength(100);
    expect(runs('status=success&page=11')).toEqual([]);
  });

  it('find the deployments of one environment, and commits by version', () => {
    const found = github.read(`${repo}/deployments?environment=staging`);
    expect(found.every(({ environment }: { environment: string }) => environment === 'staging')).toBe(true);
    const [latest] = github.read(`${repo}/deployments?environment=production&task=deploy`);
    expect(github.read(`${repo}/commits/${latest.payload.version}`).sha).toBe(latest.sha);
  });
});

it('speaks with Octokit, and tells it when nothing has changed', async () => {
  const client = octokit(asking());
  const route = 'GET /repos/{owner}/{repo}/actions/runs';
  const where = { owner: 'harbor-goods', repo: 'ledger-worker', per_page: 5 };
  const first = await client.request(route, where);
  expect(first.data.workflow_runs).toHaveLength(5);
  const again = client.request(route, { ...where, headers: { 'if-none-match': first.headers.etag ?? '' } });
  await expect(again).rejects.toMatchObject({ status: 304 });
  await expect(client.request('GET /repos/harbor-goods/nowhere')).rejects.toMatchObject({ status: 404 });
});
