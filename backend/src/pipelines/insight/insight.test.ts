import type { Figure } from '@smartops/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DeployFact, RunFact } from './facts.ts';
import { toInsight } from './insight.ts';

const day = 86_400_000;
const minute = 60_000;
const now = 100 * day;

const run = (runId: string, daysAgo: number, more: Partial<RunFact> = {}): RunFact => {
  const startedAt = now - daysAgo * day;
  return {
    ...{ connectionId: 'github', repository: 'harbor/api', workflow: 'CI', runId, sha: `sha-${runId}` },
    ...{
      outcome: 'succeeded',
      attempt: 1,
      startedAt,
      finishedAt: startedAt + 10 * minute,
      committedAt: null,
    },
    ...{ jobs: [], earlier: [] },
    ...more,
  };
};
const deploy = (sha: string, daysAgo: number, went: DeployFact['went'] = 'well', service = 'api') => ({
  ...{ connectionId: 'github', resourceId: service, service, sha, went },
  at: now - daysAgo * day,
});
const insight = (
  runs: readonly RunFact[],
  deploys: readonly DeployFact[] = [],
  knownSince: ReadonlyMap<string, number> = new Map([['api', 0]]),
) => toInsight('7d', now, { runs, deploys, knownSince, isDemo: () => false });
const job = (name: string, rawStatus: string, startedAt: number | null = null) => ({
  name,
  rawStatus,
  startedAt,
});

it('counts only what succeeded or failed, against the window before', () => {
  const { workflows } = insight([
    run('1', 1),
    run('2', 2, { outcome: 'failed' }),
    run('3', 3, { outcome: 'cancelled' }),
    run('4', 4, { outcome: 'info' }),
    run('5', 8),
  ]);

  expect(workflows).toMatchObject([{ workflow: 'CI', runs: 4, successRate: { value: 0.5, before: 1 } }]);
});

it('takes durations of successful runs alone, median and 95th percentile of what was measured', () => {
  const runs = Array.from({ length: 20 }, (_, i) => {
    const startedAt = now - day - i;
    return run(`${i}`, 1, { startedAt, finishedAt: startedAt + (i + 1) * minute });
  });
  const failed = run('f', 1, { outcome: 'failed', finishedAt: now });

  expect(insight([...runs, failed]).workflows).toMatchObject([
    { medianMs: { value: 10 * minute }, p95Ms: { value: 19 * minute } },
  ]);
});

it('measures the wait for the first job of the attempt, not for jobs of the one before', () => {
  const startedAt = now - day;
  const jobs = [
    job('kept', 'success', startedAt - day),
    job('skipped', 'skipped', startedAt),
    job('build', 'success', startedAt + 3 * minute),
    job('test', 'success', startedAt + 8 * minute),
  ];

  expect(insight([run('1', 1, { jobs })]).workflows).toMatchObject([{ queueMs: { value: 3 * minute } }]);
});

it('calls a job flaky that failed and succeeded on one commit, in runs or in attempts', () => {
  const { flaky, attempts } = insight([
    run('1', 3, { sha: 'a', jobs: [job('e2e', 'failure'), job('lint', 'failure')] }),
    run('2', 2, { sha: 'a', jobs: [job('e2e', 'success'), job('lint', 'failure')] }),
    run('3', 1, {
      sha: 'b',
      attempt: 3,
      jobs: [job('e2e', 'success')],
      earlier: [[job('e2e', 'timed_out')]],
    }),
    run('4', 1, { sha: 'c', jobs: [job('e2e', 'cancelled'), job('lint', 'success')] }),
  ]);

  expect(flaky).toMatchObject([{ job: 'e2e', commits: 2, of: 2, pipelineId: '3' }]);
  expect(attempts).toEqual({ earlier: 2, kept: 1 });
});

it('does not mix jobs of one name in two workflows', () => {
  const { flaky } = insight([
    run('1', 2, { sha: 'a', jobs: [job('build', 'failure')] }),
    run('2', 1, { sha: 'a', workflow: 'Deploy', jobs: [job('build', 'success')] }),
  ]);

  expect(flaky).toEqual([]);
});

it('divides deployments by the days that are known', () => {
  const deploys = [deploy('a', 1), deploy('b', 2), deploy('c', 2.5, 'badly')];
  const of = (since: number) => insight([], deploys, new Map([['api', since]])).team.deploymentsPerDay;

  expect(of(0)).toEqual({ value: 2 / 7, before: 0 });
  expect(of(now - 4 * day)).toEqual({ value: 0.5, before: null });
});

it('measures lead time from the commit, else from its first run, once a version', () => {
  const commit = { sha: 'a', committedAt: now - 3 * day };
  const runs = [run('1', 2, commit), run('2', 5, { sha: 'b' }), run('3', 4, { sha: 'b' })];
  const lead = (...deploys: DeployFact[]) => insight(runs, deploys).team.leadTimeMs.value;

  expect(lead(deploy('a', 1))).toBe(2 * day);
  expect(lead(deploy('b', 1))).toBe(4 * day);
  expect(lead(deploy('a', 2), deploy('a', 1))).toBe(day);
  expect(lead(deploy('unknown', 1))).toBeNull();
  expect(lead(deploy('a', 4))).toBeNull();
});

it.each<[string, DeployFact[], number | null, number | null]>([
  ['all well', [deploy('a', 3), deploy('b', 2)], 0, null],
  ['one failed, the next well', [deploy('a', 3), deploy('b', 2, 'badly'), deploy('c', 1)], 1 / 3, day],
  [
    'failed twice in a row',
    [deploy('a', 3, 'badly'), deploy('b', 2, 'badly'), deploy('c', 1)],
    2 / 3,
    2 * day,
  ],
  ['rolled back', [deploy('a', 3), deploy('b', 2), deploy('a', 1)], 0.5, day],
  ['the same again', [deploy('a', 3), deploy('b', 2), deploy('b', 1)], 0, null],
  ['still broken', [deploy('a', 3), deploy('b', 2, 'badly')], 0.5, null],
  ['rolled back and forward', [deploy('a', 4), deploy('b', 3), deploy('a', 2), deploy('b', 1)], 0.5, day],
  ['still going', [deploy('a', 1, 'unknown')], null, null],
])('judges production: %s', (_case, deploys, failureRate, restoreMs) => {
  const { changeFailureRate, restoreMs: restored } = insight([], deploys).team;

  expect([changeFailureRate.value, restored.value]).toEqual([failureRate, restoreMs]);
});

it('adds the repositories up for the team', () => {
  const known = new Map([
    ['api', 0],
    ['web', 0],
  ]);
  const { team, services } = insight([], [deploy('a', 1), deploy('w', 1, 'well', 'web')], known);

  expect(team.deploymentsPerDay.value).toBeCloseTo(2 / 7);
  expect(services.map(({ name, deploymentsPerDay }) => [name, deploymentsPerDay.value])).toEqual([
    ['api', 1 / 7],
    ['web', 1 / 7],
  ]);
});

it('knows no frequency of the team while it does not know that of one repository', () => {
  const known = new Map([
    ['api', 0],
    ['web', now - day / 2],
  ]);
  const { team, services } = insight([], [deploy('a', 1), deploy('w', 0.1, 'well', 'web')], known);

  expect(team.deploymentsPerDay.value).toBeNull();
  expect(services.map(({ deploymentsPerDay }) => deploymentsPerDay.value)).toEqual([1 / 7, null]);
});

it('leaves unknown what nothing was measured of, and never makes it a zero', () => {
  const unmeasured = fc.record({
    daysAgo: fc.double({ min: 0.01, max: 13.9, noNaN: true }),
    outcome: fc.constantFrom('pending', 'running', 'cancelled', 'info'),
    sha: fc.constantFrom('a', 'b'),
    rawStatus: fc.constantFrom('cancelled', 'skipped', 'queued', 'in_progress'),
  });
  fc.assert(
    fc.property(fc.array(unmeasured, { maxLength: 20 }), (cases) => {
      const runs = cases.map(({ daysAgo, outcome, sha, rawStatus }, i) =>
        run(`${i}`, daysAgo, { outcome, sha, finishedAt: null, jobs: [job('build', rawStatus)] }),
      );
      const deploys = cases.map(({ daysAgo, sha }) => deploy(sha, daysAgo, 'unknown'));
      const { workflows, flaky, team } = insight(runs, deploys, new Map([['api', now - day / 2]]));
      const figures: Figure[] = [
        ...workflows.flatMap((one) => [one.successRate, one.medianMs, one.p95Ms, one.queueMs]),
        ...Object.values(team),
      ];
      expect(figures.every(({ value, before }) => value === null && before === null)).toBe(true);
      expect(flaky).toEqual([]);
    }),
  );
});

it('says since when deployments are known: of any service, and of all', () => {
  const deploys = [deploy('a', 1), deploy('b', 2, 'well', 'web')];
  const since = new Map([
    ['api', now - 40 * day],
    ['web', now - 2 * day],
  ]);
  const iso = (at: number) => new Date(at).toISOString();

  expect(insight([], deploys, since).knownSince).toEqual({
    any: iso(now - 40 * day),
    all: iso(now - 2 * day),
  });
  expect(insight([], []).knownSince).toEqual({ any: null, all: null });
});
