import { describe, expect, it } from 'vitest';
import { aRun, aState, start } from '../fake-github.fixture.ts';
import { commitNew, commitOld, day, type Fake, iso, open, refusal, repo, signal } from './v2-live.fixture.ts';

describe('a rollback', () => {
  it('to a version that was rolled back from says what goes live with it', async () => {
    const { fake, prepare } = open();
    const found = { html_url: null, commits: [], files: [] };
    fake.answer(`${repo}/compare/${commitOld}...${commitNew}`, { ...found, status: 'behind', ahead_by: 0 });
    fake.answer(`${repo}/compare/${commitNew}...${commitOld}`, {
      ...{ ...found, html_url: 'https://github.com/compare/back', status: 'ahead', ahead_by: 2 },
      files: [{ filename: 'migrations/0007_pool.sql', status: 'added' }],
    });
    const { summary } = await prepare();

    expect(summary.facts.map(({ text, warns }) => [warns, text])).toEqual([
      [true, '2 commits go live'],
      [false, '1 file differs'],
      [true, '1 file looks like a migration: deploying may run them'],
      [false, 'No workflow differs'],
    ]);
    expect(summary.compareUrl).toBe('https://github.com/compare/back');
  });

  it('says which commits, files, migrations and workflows lie between', async () => {
    const { summary, environment, plan } = await open().prepare();

    expect(environment).toBe('production');
    expect(summary.title).toBe('Roll checkout-api in production back from v2.0.0 to v1.0.0');
    expect(summary.facts.map(({ label, text, warns }) => [label, warns, text.split(':')[0]])).toEqual([
      ['Commits', false, '1 commit will no longer be live'],
      ['Files', false, '3 files differ'],
      ['Migrations', true, '1 file looks like a migration'],
      ['Workflows', true, '1 workflow file differs'],
    ]);
    expect(plan).toMatchObject({
      ask: 'rerun',
      runId: '7',
      attempt: 1,
      live: { environment: 'production', sha: commitOld },
    });
  });

  it.each<[string, (fake: Fake) => void, string]>([
    [
      'the deployment is gone',
      (fake) => fake.answer(`${repo}/deployments/902`, refusal(404, 'Not Found')),
      'no longer lists',
    ],
    [
      'nothing earlier worked',
      (fake) => fake.answer(`${repo}/deployments/901/statuses`, [aState({ state: 'failure' })]),
      'nothing to go back to',
    ],
    [
      'the earlier one never said how it went',
      (fake) => fake.answer(`${repo}/deployments/901/statuses`, []),
      'v1.0.0 is being deployed',
    ],
    [
      'it is still going itself',
      (fake) => fake.answer(`${repo}/deployments/902/statuses`, [aState({ state: 'in_progress' })]),
      'still going',
    ],
    [
      'no run is named',
      (fake) => fake.answer(`${repo}/deployments/901/statuses`, [aState({ log_url: '' })]),
      'not deployed by a workflow',
    ],
    [
      'the run was deleted',
      (fake) => fake.answer(`${repo}/actions/runs/7`, refusal(404, 'Not Found')),
      'was deleted',
    ],
    [
      'the run goes again',
      (fake) => fake.answer(`${repo}/actions/runs/7`, aRun({ status: 'in_progress', conclusion: null })),
      'still going',
    ],
    [
      'the run is too old',
      (fake) => fake.answer(`${repo}/actions/runs/7`, aRun({ created_at: iso(start - 31 * day) })),
      '30 days',
    ],
    [
      'the workflow was deleted',
      (fake) => fake.answer(`${repo}/actions/workflows/3`, refusal(404, 'Not Found')),
      'workflow of this run was deleted',
    ],
    [
      'the workflow is disabled',
      (fake) =>
        fake.answer(`${repo}/actions/workflows/3`, { state: 'disabled_manually', name: 'Deploy', path: 'x' }),
      'disabled',
    ],
    [
      'the repository is archived',
      (fake) => fake.answer(repo, { archived: true, full_name: 'harbor-goods/checkout-api' }),
      'archived',
    ],
    [
      'a commit is gone',
      (fake) => fake.answer(`${repo}/compare/${commitOld}...${commitNew}`, refusal(404, 'Not Found')),
      'commit is gone',
    ],
    [
      'the token was revoked',
      (fake) => fake.answer(`${repo}/actions/runs/7`, refusal(401, 'Bad credentials')),
      'does not accept the token',
    ],
    [
      'the quota is used up',
      (fake) => fake.answer(`${repo}/actions/runs/7`, refusal(429, 'slow down', { 'retry-after': '60' })),
      'quota',
    ],
    [
      'the repository is not shown',
      (fake) => fake.answer(`${repo}/deployments`, refusal(404, 'Not Found')),
      'shows this token no repository',
    ],
  ])('is refused when %s', async (_name, change, message) => {
    const { fake, prepare } = open();
    change(fake);
    await expect(prepare()).rejects.toThrow(message);
  });

  it('has another fingerprint when the run was run again meanwhile', async () => {
    const { fake, prepare } = open();
    const before = await prepare();
    fake.answer(
      `${repo}/actions/runs/7`,
      aRun({ id: 7, head_sha: commitOld, name: 'Deploy', run_attempt: 2 }),
    );

    expect((await prepare()).fingerprint).not.toBe(before.fingerprint);
    expect((await open().prepare()).fingerprint).toBe(before.fingerprint);
  });

  it('writes with the token for that, once, and never tries again by itself', async () => {
    const { fake, actions, prepare } = open();
    const { plan } = await prepare();
    fake.answer(`${repo}/actions/runs/7/rerun`, refusal(503, 'Unavailable'));
    await expect(actions.run(plan, signal)).rejects.toMatchObject({ reason: 'unreachable' });

    expect(fake.asked.filter((path) => path.endsWith('/rerun'))).toHaveLength(1);
    expect(fake.headersOf.get(`${repo}/actions/runs/7/rerun`)?.get('authorization')).toBe('token write');
  });

  it.each([
    [403, 'Resource not accessible by personal access token', 'lacks "Actions: write"'],
    [403, 'This workflow run cannot be rerun', 'GitHub refuses: This workflow run cannot be rerun'],
    [409, 'Already running', 'GitHub refuses: Already running'],
  ])('says why GitHub answers %d “%s”', async (status, message, said) => {
    const { fake, actions, prepare } = open();
    const { plan } = await prepare();
    fake.answer(`${repo}/actions/runs/7/rerun`, refusal(status, message));
    await expect(actions.run(plan, signal)).rejects.toThrow(said);
  });
});
