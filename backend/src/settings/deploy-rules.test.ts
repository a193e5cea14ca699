import type { DeployRule, DeployTarget, Environment } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { contextOver, doerIn, rule, runsOf } from './deploy-rules.fixture.ts';
import { readDeployRules, saveDeployRules } from './deploy-rules.ts';
import { previewDeployRules } from './preview-deploy-rules.ts';
import { settleNext } from './settle-deploy-rules.ts';

const sketch = (repository: string, workflow: string, branch = 'main', rawStatus = 'success') => ({
  ...{ repository, workflow, branch, rawStatus },
});
const some = [
  sketch('api', 'Deploy'),
  sketch('api', 'Nightly'),
  sketch('api', 'Nightly', 'feature/x'),
  sketch('web', 'Release', 'v1.2.0'),
  sketch('web', 'Release', 'v1.1.0', 'skipped'),
  sketch('own', 'Deploy'),
];

describe.each(testDatabases)('the rules about deployments on %s', { timeout: 60_000 }, (_engine, open) => {
  let database: Database;
  let context: ReturnType<typeof contextOver>;
  beforeAll(async () => {
    database = await open();
    context = contextOver(database);
  });
  beforeEach(async () => {
    await database.sql.execute(sql`truncate event`);
    await database.sql.execute(sql`truncate deploy_rules`);
    await database.sql.execute(sql`update deploy_rules_now set version = 0, settled_to = ''`);
  });
  afterAll(() => database.close());

  const save = (version: number, ...rules: DeployRule[]) =>
    saveDeployRules({ version, rules }, doerIn(context), context);
  async function settle(limit?: number): Promise<void> {
    while ((await settleNext(context, limit)) === 'more');
  }
  async function deployed(): Promise<Record<string, Environment>> {
    const { rows } = await database.sql.execute<{ id: string; environment: Environment }>(sql`
      select data ->> 'runId' as id, data ->> 'environment' as environment from event where kind = 'deployment'`);
    return Object.fromEntries(rows.map(({ id, environment }) => [id, environment]));
  }

  it('are kept in order, with what stood before, which puts everything back when it is saved again', async () => {
    await context.remember(runsOf(some));
    await settle();
    const first = await deployed();
    expect(first).toEqual({ 1000: 'production', 1003: 'production' });

    await save(
      0,
      rule({ workflow: 'Nightly', branch: 'main' }),
      rule({ workflow: 'Deploy', target: 'none' }),
    );
    const saved = await readDeployRules(context);
    expect(saved).toMatchObject({ version: 1, savedBy: 'Ada', settled: false, previous: { rules: [] } });
    expect(saved.rules.map(({ workflow }) => workflow)).toEqual(['Nightly', 'Deploy']);
    expect(saved.defaults[0]?.words).toContain('deploy');
    await settle();
    expect(await deployed()).toEqual({ 1001: 'staging', 1003: 'production' });

    await save(1, ...(saved.previous?.rules ?? [rule()]));
    await settle();
    expect(await deployed()).toEqual(first);
    expect(await readDeployRules(context)).toMatchObject({
      ...{ version: 2, rules: [], settled: true },
      previous: { version: 1, rules: saved.rules },
    });
  });

  it('refuse to take the place of a version that they do not know', async () => {
    await save(0, rule({ workflow: 'Mine' }));

    await expect(save(0, rule({ workflow: 'Theirs' }))).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Ada has saved'),
    });
    await expect(save(2, rule({ workflow: 'Theirs' }))).rejects.toMatchObject({ code: 'conflict' });
    expect((await readDeployRules(context)).rules).toMatchObject([{ workflow: 'Mine' }]);
  });

  it('let one of two who save at once win', async () => {
    const results = await Promise.allSettled([save(0, rule()), save(0, rule())]);

    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await readDeployRules(context)).version).toBe(1);
  });

  it('go on bringing runs in line where they were killed, and do nothing when all are', async () => {
    await context.remember(runsOf(some));
    await save(0, rule());
    let steps = 0;
    const dying = {
      ...context,
      async apply(...input: Parameters<typeof context.apply>) {
        if (++steps > 1) throw new Error('killed');
        await context.apply(...input);
      },
    };
    await expect(settleNext(dying, 2).then(() => settleNext(dying, 2))).rejects.toThrow('killed');
    expect(Object.keys(await deployed())).toEqual(['1000', '1001']);
    expect((await readDeployRules(context)).settled).toBe(false);

    await settle(2);
    expect(await deployed()).toEqual({ 1000: 'staging', 1001: 'staging', 1002: 'staging', 1003: 'staging' });
    expect(await settleNext(context)).toBe('nothing');
  });

  it('show beforehand what would be added, taken away and moved, the newest first, and change nothing', async () => {
    await context.remember(runsOf(some));
    await settle();

    const preview = await previewDeployRules(
      [
        rule({ workflow: 'nightly', branch: 'main', target: 'production' }),
        rule({ workflow: 'deploy.yml', target: 'none' }),
        rule({ repository: 'web', target: 'staging' }),
        rule({ repository: 'own' }),
      ],
      context,
    );

    expect(preview).toMatchObject({
      ...{ runs: 6, complete: true, added: 1, removed: 1, moved: 1 },
      before: { production: 2, staging: 0, preview: 0 },
      after: { production: 1, staging: 1, preview: 0 },
      // A run that was skipped is decided as well; those of a repository with GitHub Deployments are not asked about.
      decided: [1, 1, 2, 0],
    });
    expect(preview.examples.map(({ pipelineId, from, to }) => [pipelineId, from, to])).toEqual([
      ['1000', 'production', null],
      ['1001', null, 'production'],
      ['1003', 'production', 'staging'],
    ]);
    expect(await deployed()).toEqual({ 1000: 'production', 1003: 'production' });
  });

  it('show beforehand exactly what saving does, whatever they are', async () => {
    const names = fc.constantFrom(
      '*',
      'api',
      'web',
      'w*',
      'Deploy',
      'night*',
      '*y*',
      'main',
      'feature/*',
      'v?.*',
    );
    const target = fc.constantFrom<DeployTarget>('production', 'staging', 'preview', 'derived', 'none');
    const rules = fc.array(fc.record({ repository: names, workflow: names, branch: names, target }), {
      maxLength: 4,
    });
    const runs = fc.array(
      fc.record({
        repository: fc.constantFrom('api', 'web', 'own'),
        workflow: fc.constantFrom('Deploy', 'Nightly', 'CI', 'Release staging'),
        branch: fc.constantFrom('main', 'feature/x', 'v1.2.0'),
        rawStatus: fc.constantFrom('success', 'skipped'),
      }),
      { maxLength: 12 },
    );
    await fc.assert(
      fc.asyncProperty(runs, rules, rules, async (sketches, before, after) => {
        await database.sql.execute(sql`truncate event`);
        await context.remember(runsOf(sketches));
        await save((await readDeployRules(context)).version, ...before);
        await settle(5);
        const was = await deployed();

        const preview = await previewDeployRules(after, context);
        await save((await readDeployRules(context)).version, ...after);
        await settle(5);
        const is = await deployed();

        const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
          (id) => was[id] !== is[id],
        );
        const changes = keys.map((id) => [id, was[id] ?? null, is[id] ?? null]).toSorted();
        expect(preview.examples.map(({ pipelineId, from, to }) => [pipelineId, from, to]).toSorted()).toEqual(
          changes,
        );
        expect(preview.added + preview.removed + preview.moved).toBe(changes.length);
        expect([countsIn(was), countsIn(is)]).toEqual([preview.before, preview.after]);
      }),
      { numRuns: 25 },
    );
  });
});

function countsIn(deployed: Record<string, Environment>) {
  const counts = { production: 0, staging: 0, preview: 0 };
  for (const environment of Object.values(deployed)) counts[environment]++;
  return counts;
}
