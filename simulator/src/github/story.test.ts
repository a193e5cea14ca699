import { describe, expect, it } from 'vitest';
import { CYCLE, cycleOf } from '../world/story.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../world/world.ts';
import { asking, base, epoch, services } from './asking.fixture.ts';

const production = `${base}/checkout-api/deployments?environment=production&per_page=100`;
const second = (at: number) => new Date(Math.floor(at / SECOND) * SECOND).toISOString().replace('.000Z', 'Z');

interface Deployed {
  readonly id: number;
  readonly task: string;
  readonly payload: { readonly version: string };
}

/** When a version became live, by GitHub's word. */
function landings(github: ReturnType<typeof asking>, version: string): string[] {
  const made = github.read(production).filter(({ payload }: Deployed) => payload.version === version);
  return made.flatMap(({ id }: Deployed) =>
    github
      .read(`${base}/checkout-api/deployments/${id}/statuses`)
      .filter(({ state }: { state: string }) => state === 'success')
      .map(({ created_at }: { created_at: string }) => created_at),
  );
}

describe('the story', () => {
  it.each([-9, -2, -1, 0, 1, 6, 7])('lands its deploys at the very second of truth, in cycle %i', (index) => {
    const github = asking();
    const { badVersion, badLandedAt, fixVersion, fixLandedAt } = cycleOf(github.world, index);
    github.setNow(Math.max(epoch, fixLandedAt + MINUTE));
    expect(landings(github, badVersion)).toEqual([second(badLandedAt)]);
    expect(landings(github, fixVersion)).toContain(second(fixLandedAt));
  });

  it('has the version it starts from live before, in every cycle', () => {
    const github = asking();
    for (let index = 1; index < 12; index++) {
      const { previousVersion, badLandedAt } = cycleOf(github.world, index);
      github.setNow(badLandedAt - SECOND);
      const live = github.read(production).find(({ id }: Deployed) => {
        const [state] = github.read(`${base}/checkout-api/deployments/${id}/statuses`);
        return state.state === 'success';
      });
      expect(live?.payload.version).toBe(previousVersion);
    }
  });

  it('rolls back in even cycles, and says so', () => {
    const github = asking();
    const { fixLandedAt, previousVersion } = cycleOf(github.world, 0);
    github.setNow(fixLandedAt + SECOND);
    const [latest] = github.read(production);
    expect(latest).toMatchObject({
      task: 'rollback',
      payload: { version: previousVersion },
      creator: { login: 'pnair' },
    });
    const { workflow_runs: runs } = github.read(`${base}/checkout-api/actions/workflows/rollback.yml/runs`);
    expect(runs[0].display_title).toBe(`Roll back production to ${previousVersion}`);
  });

  it('shows what the bad version changed', () => {
    const github = asking();
    const { badVersion, previousVersion, badLandedAt } = cycleOf(github.world, 0);
    github.setNow(badLandedAt);
    const { files } = github.read(`${base}/checkout-api/compare/${previousVersion}...${badVersion}`);
    const patch = files.map((file: { patch: string }) => file.patch).join('\n');
    expect(patch).toContain('-DB_POOL_MAX=20\n+DB_POOL_MAX=40');
  });

  it('marks as inactive what a later deployment replaced', () => {
    const github = asking();
    const { badVersion, fixLandedAt } = cycleOf(github.world, 0);
    github.setNow(fixLandedAt + SECOND);
    const bad = github.read(production).find(({ payload }: Deployed) => payload.version === badVersion);
    const [latest] = github.read(`${base}/checkout-api/deployments/${bad.id}/statuses`);
    expect(latest).toMatchObject({ state: 'inactive', created_at: second(fixLandedAt) });
  });
});

describe('time', () => {
  it('gives two worlds of one seed, epoch and moment the same answers, however they got there', () => {
    const [one, other] = [asking(), asking()];
    for (let at = epoch; at < epoch + DAY; at += 3 * HOUR) {
      one.setNow(at);
      one.read(`${base}/checkout-api/actions/runs`);
    }
    for (const github of [one, other]) github.setNow(epoch + 6 * HOUR);
    for (const repo of services)
      for (const list of ['actions/runs?per_page=100', 'deployments?per_page=100', 'commits?per_page=100'])
        expect(one.ask(`${base}/${repo}/${list}`).body).toBe(other.ask(`${base}/${repo}/${list}`).body);
    const another = asking('another seed').read(`${base}/checkout-api/commits`);
    expect(another[0].sha).not.toBe(one.read(`${base}/checkout-api/commits`)[0].sha);
  });

  it('ends every run it has shown going, and never changes what has ended', () => {
    const github = asking();
    const going = new Set<string>();
    const ended = new Map<string, string>();
    for (let minute = 0; minute < 240; minute += 2) {
      github.setNow(epoch + minute * MINUTE);
      for (const repo of services)
        for (const run of github.read(`${base}/${repo}/actions/runs?per_page=15`).workflow_runs) {
          const path = `${base}/${repo}/actions/runs/${run.id}`;
          if (run.status !== 'completed') going.add(path);
          else {
            const told = `${run.conclusion} ${run.updated_at}`;
            expect(ended.get(path) ?? told).toBe(told);
            ended.set(path, told);
          }
        }
    }
    expect(going.size).toBeGreaterThan(20);
    github.setNow(epoch + 6 * HOUR);
    for (const path of going) expect(github.read(path).status).toBe('completed');
  });

  it('moves a run and its jobs forward together, within their own times', () => {
    const github = asking();
    const { badLandedAt } = cycleOf(github.world, 0);
    const words = new Set<string>();
    for (let at = badLandedAt - 5 * MINUTE; at < badLandedAt + MINUTE; at += 5 * SECOND) {
      github.setNow(at);
      const [run] = github.read(`${base}/checkout-api/actions/workflows/deploy.yml/runs`).workflow_runs;
      const { jobs } = github.read(`${base}/checkout-api/actions/runs/${run.id}/jobs`);
      words.add(run.status);
      expect(Date.parse(run.updated_at)).toBeLessThanOrEqual(at);
      if (run.status === 'completed')
        expect(jobs.every(({ status }: { status: string }) => status === 'completed')).toBe(true);
      for (const job of jobs) {
        if (job.status === 'completed') expect(job.completed_at >= job.started_at).toBe(true);
        const states = job.steps.map(({ status }: { status: string }) => status).join(' ');
        expect(states).toMatch(/^(completed ?)*(in_progress ?)?(queued ?)*$/);
      }
    }
    expect([...words].sort()).toEqual(['completed', 'in_progress', 'queued']);
  });
});

describe('the shop', () => {
  const github = asking();
  const week = () =>
    services.flatMap((repo) => {
      const pages = [1, 2, 3, 4, 5].map((page) => `${base}/${repo}/actions/runs?per_page=100&page=${page}`);
      return pages.flatMap((page) => github.read(page).workflow_runs);
    });

  it('begins a run every 4 to 8 minutes by day, and has 15 days of past', () => {
    const since = epoch - 3 * DAY;
    const recent = week().filter((run) => Date.parse(run.created_at) > since);
    const perRun = (3 * DAY) / recent.length / MINUTE;
    expect(perRun).toBeGreaterThan(3.5);
    expect(perRun).toBeLessThan(8);
    const oldest = github.read(`${base}/ledger-worker/actions/runs?created=%3C${second(epoch - 14 * DAY)}`);
    expect(oldest.total_count).toBeGreaterThan(0);
  });

  it('has about one deploy in eight fail', () => {
    const deploys = week().filter((run) => run.name === 'Deploy' && run.status === 'completed');
    const failed = deploys.filter((run) => run.conclusion === 'failure').length;
    expect(failed / deploys.length).toBeGreaterThan(0.07);
    expect(failed / deploys.length).toBeLessThan(0.2);
  });

  it.each(['test', 'harbor-goods', 'pipelines'])('lets a newcomer see things change, seed %s', (seed) => {
    const fresh = asking(seed);
    const seenAt = (minute: number) => {
      fresh.setNow(epoch + minute * MINUTE);
      return services.map((repo) => fresh.ask(`${base}/${repo}/actions/runs?per_page=5`).body).join('');
    };
    const windows = Array.from({ length: CYCLE / MINUTE / 5 }, (_, index) => index * 5);
    const changed = windows.map((minute) => seenAt(minute) !== seenAt(minute + 5));
    expect(changed[0]).toBe(true);
    expect(changed.filter(Boolean).length / changed.length).toBeGreaterThanOrEqual(0.75);
  });

  it('deploys the ledger by its workflow alone', () => {
    expect(github.read(`${base}/ledger-worker/deployments`)).toEqual([]);
    const { workflow_runs: runs } = github.read(`${base}/ledger-worker/actions/workflows/deploy.yml/runs`);
    expect(runs[0].display_title).toMatch(/\(v\d+\.\d+\.\d+\)$/);
  });
});
