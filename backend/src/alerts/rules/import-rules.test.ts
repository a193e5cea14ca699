import { readFileSync } from 'node:fs';
import { RuleSpec } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Database } from '../../platform/database/database.ts';
import { testDatabases } from '../../platform/database/testing.ts';
import type { Doer, Recorded, RuleContext } from './context.ts';
import { readThresholds, takeBackThreshold, writeThresholds } from './default-thresholds.ts';
import { importRules } from './import-rules.ts';
import { ruleOf, usualRules } from './rule.fixture.ts';
import { ruleStore } from './rule-store.ts';
import { showRules } from './shown.ts';
import { createRule, deleteRule, restoreRule, updateRule } from './write-rule.ts';
import { toYaml } from './yaml.ts';

const limit = { kind: 'threshold', metric: 'tps', side: 'above', value: 10 };
const specOf = (more: Record<string, unknown> = {}) => ruleOf({ ...limit, ...more }).spec;

describe('toYaml', () => {
  it('is read again as the same rules, and leaves out what is as usual', () => {
    const text = toYaml(usualRules);
    const { rules } = parse(text);

    expect(rules).toHaveLength(usualRules.length);
    for (const [i, { id, ...entry }] of rules.entries()) {
      expect(id).toBe(usualRules[i]?.id);
      expect(RuleSpec.parse(entry)).toEqual(usualRules[i]?.spec);
    }
    expect(text).not.toMatch(/enabled|noData|runbook|tags|null/);
  });
});

describe.each(testDatabases)('rules on %s', (_engine, open) => {
  let database: Database;
  let context: RuleContext;
  const audit: Recorded[] = [];
  let changes = 0;
  const doer = (name: string): Doer => ({
    caller: { kind: 'person', id: name, name } as Doer['caller'],
    privileged: (step, work) =>
      database.sql.transaction((tx) => {
        audit.push(step);
        return work(tx);
      }),
  });
  const sofia = doer('sofia');
  beforeAll(async () => {
    database = await open();
    context = {
      ...{ database: database.sql, workspace: 'default', now: () => 1_000, watching: [], locks: new Map() },
      changed: () => void changes++,
    };
  });
  beforeEach(async () => {
    await database.sql.execute(sql`truncate rule, rule_version`);
    audit.length = 0;
    changes = 0;
  });
  afterAll(() => database.close());
  const store = () => ruleStore(database.sql);

  it('saves a rule on a series that is not there, and says so', async () => {
    const rule = await createRule(specOf(), sofia, context);
    expect(await showRules(database.sql, [rule], context)).toMatchObject([
      { id: 'a-rule', version: 1, matches: 0, firing: 0, problem: 'Nothing in its scope reports tps yet' },
    ]);
    expect((await createRule(specOf(), sofia, context)).id).toMatch(/^a-rule-\w{8}$/);
    expect(audit.map(({ action }) => action)).toEqual(['rule.create', 'rule.create']);
    expect(changes).toBe(2);
  });

  it('refuses what cannot judge or would never end, by the field', async () => {
    const issues = (spec: RuleSpec) =>
      createRule(spec, sofia, context).catch((error) =>
        error.issues.map(({ path }: { path: string[] }) => path.join('.')),
      );
    expect(await issues(ruleOf({ kind: 'anomaly', metric: 'tps' }).spec)).toEqual(['spec.condition.kind']);
    expect(await issues(specOf({ critical: 5 }))).toEqual(['spec.condition.critical']);
    expect(await issues(specOf({ clear: { value: 11 } }))).toEqual(['spec.condition.clear.value']);
    expect(await store().list()).toEqual([]);
  });

  it('lets one of two win who save at once, and names them to the other', async () => {
    const { id } = await createRule(specOf(), sofia, context);
    const save = (name: string, value: number) =>
      updateRule({ id, version: 1, spec: specOf({ value }) }, doer(name), context);

    const outcomes = await Promise.allSettled([save('sofia', 20), save('ben', 30)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(JSON.stringify(outcomes.map((one) => 'reason' in one && one.reason.message))).toMatch(
      /(sofia|ben) saved version 2 of this rule meanwhile/,
    );
  });

  it('keeps every version and brings any back, also of a deleted rule', async () => {
    const { id } = await createRule(specOf(), sofia, context);
    await updateRule({ id, version: 1, spec: specOf({ value: 20 }) }, sofia, context);
    await deleteRule(id, sofia, context);
    await deleteRule(id, sofia, context);
    expect(await store().list()).toEqual([]);
    expect(await store().deleted(10)).toMatchObject([
      { id, version: 2, updatedBy: 'sofia', deletedAt: 1_000 },
    ]);
    await expect(updateRule({ id, version: 2, spec: specOf() }, sofia, context)).rejects.toThrow(/deleted/);

    const rule = await restoreRule({ id, version: 1 }, sofia, context);
    expect(rule).toMatchObject({ version: 3, spec: { condition: { value: 10 } } });
    expect((await store().versions(id)).map(({ version }) => version)).toEqual([3, 2, 1]);
    expect(await store().deleted(10)).toEqual([]);
  });

  it('has another mark after every change, and counts what is there', async () => {
    const marks = [await store().mark()];
    const mark = async () => marks.push(await store().mark());
    const { id } = await createRule(specOf(), sofia, context);
    await mark();
    await updateRule({ id, version: 1, spec: specOf({ value: 20 }) }, sofia, context);
    await mark();
    await deleteRule(id, sofia, context);
    await mark();
    await restoreRule({ id, version: 2 }, sofia, context);
    await mark();

    expect(marks.map(({ total }) => total)).toEqual([0, 1, 1, 0, 1]);
    expect(new Set(marks.map(({ stamp }) => stamp)).size).toBe(5);
  });

  it('adds the default rules once; what people changed or deleted stays so', async () => {
    await store().seed(usualRules, 1);
    await deleteRule('threshold:cpu', sofia, context);
    const before = await store().mark();
    await store().seed(usualRules, 2);
    expect(await store().list()).toHaveLength(usualRules.length - 1);
    expect(await store().mark()).toEqual(before);
  });

  const values = async () => {
    const { cpu, memory, disk } = await readThresholds(database.sql);
    return [cpu, memory, disk].map(({ value, state }) => `${value} ${state}`);
  };
  const stamp = { by: 'sofia', at: 2 };
  const write = async (name: 'cpu' | 'memory' | 'disk', value: number) => {
    const { version } = (await readThresholds(database.sql))[name];
    return writeThresholds(database.sql, [{ name, value, version }], stamp);
  };

  it('lets the settings read and write the thresholds, as versions of their rules', async () => {
    await store().seed(usualRules, 1);
    expect(await values()).toEqual(['80 on', '85 on', '90 on']);
    await write('cpu', 70);
    const found = await store().find('threshold:cpu');
    expect(found).toMatchObject({ version: 2, updatedBy: 'sofia', spec: { condition: { critical: 85 } } });

    const spec = { ...(found as NonNullable<typeof found>).spec, severity: 'error' as const, enabled: false };
    await updateRule({ id: 'threshold:cpu', version: 2, spec }, sofia, context);
    expect((await values())[0]).toBe('70 off');
    await write('cpu', 60);
    expect((await store().find('threshold:cpu'))?.spec).toMatchObject({ severity: 'error', enabled: false });
  });

  it('shows a threshold whose rule is gone or another one, and brings it back', async () => {
    await store().seed(usualRules, 1);
    await deleteRule('threshold:cpu', sofia, context);
    await updateRule({ id: 'threshold:disk', version: 1, spec: specOf() }, sofia, context);
    expect(await values()).toEqual(['null deleted', '85 on', 'null changed']);

    await write('cpu', 80);
    await write('disk', 91);
    expect(await values()).toEqual(['80 on', '85 on', '91 on']);
  });

  it('takes a threshold back to what its rule was, gone or not, unless somebody was there since', async () => {
    await store().seed(usualRules, 1);
    await deleteRule('threshold:cpu', sofia, context);
    const [first] = await write('cpu', 70);
    const [second] = await write('cpu', 75);
    if (!first || !second) throw new Error('Nothing was written');
    const undo = (trace: typeof first) =>
      takeBackThreshold(database.sql, trace, { ...stamp, locks: context.locks });

    await expect(undo(first)).rejects.toThrow(/changed again since/);
    await undo(second);
    expect((await values())[0]).toBe('70 on');
    const [third] = await write('cpu', 71);
    if (!third) throw new Error('Nothing was written');
    const back = await undo(third);
    expect((await values())[0]).toBe('70 on');
    await undo(back);
    expect((await values())[0]).toBe('71 on');
  });

  it('refuses to move or delete a limit that the environment sets, by whatever way; all else is free', async () => {
    await store().seed(usualRules, 1);
    const lock = { variable: 'THRESHOLD_CPU', name: 'cpu', value: 80 } as const;
    const locked: RuleContext = { ...context, locks: new Map([['threshold:cpu', lock]]) };
    const rule = await store().find('threshold:cpu');
    if (rule?.spec.condition.kind !== 'threshold') throw new Error('There is no such rule');
    const { spec } = rule;
    const moved = { ...spec, condition: { ...rule.spec.condition, value: 89 } };

    await expect(updateRule({ id: rule.id, version: 1, spec: moved }, sofia, locked)).rejects.toThrow(
      /THRESHOLD_CPU .* 80 %/,
    );
    await expect(deleteRule(rule.id, sofia, locked)).rejects.toThrow(/THRESHOLD_CPU/);
    const text = toYaml([{ ...rule, spec: moved }]);
    expect((await importRules({ text, dryRun: false }, sofia, locked)).lines).toMatchObject([
      { outcome: 'refused', notes: [expect.stringContaining('THRESHOLD_CPU')] },
    ]);
    expect(await store().find(rule.id)).toMatchObject({ version: 1, deletedAt: null });

    await updateRule(
      { id: rule.id, version: 1, spec: { ...spec, severity: 'error', enabled: false } },
      sofia,
      locked,
    );
    const [shown] = await showRules(database.sql, await store().list(), locked).then((all) =>
      all.filter(({ id }) => id === rule.id),
    );
    expect(shown).toMatchObject({ locked: 'THRESHOLD_CPU', spec: { severity: 'error', enabled: false } });
  });

  it('says first what an import would do, and then does exactly that', async () => {
    await store().seed(usualRules, 1);
    const text = `${toYaml(usualRules).replace('value: 85', 'value: 86')}  - name: New one
    severity: info
    condition: {kind: threshold, metric: tps, side: above, value: 3}
  - name: Bad one
    severity: loud
    condition: {kind: absence, metric: tps}
`;
    const dry = await importRules({ text, dryRun: true }, sofia, context);
    const counts = Object.fromEntries(
      [...Map.groupBy(dry.lines, ({ outcome }) => outcome)].map(([outcome, list]) => [outcome, list.length]),
    );
    expect(counts).toEqual({ same: usualRules.length - 1, changed: 1, created: 1, refused: 1 });
    expect(dry.lines.at(-1)).toMatchObject({ name: 'Bad one', notes: [expect.stringMatching(/^severity/)] });
    expect(audit).toEqual([]);

    expect(await importRules({ text, dryRun: false }, sofia, context)).toEqual(dry);
    expect(await store().find('new-one')).toMatchObject({ origin: 'file', spec: { severity: 'info' } });
    expect(audit).toHaveLength(1);
    const again = await importRules({ text, dryRun: true }, sofia, context);
    expect(new Set(again.lines.map(({ outcome }) => outcome))).toEqual(new Set(['same', 'refused']));
  });

  it('takes the example of the documentation', async () => {
    const text = readFileSync('docs/rules.md', 'utf8').split('```')[1]?.replace('yaml', '') ?? '';
    const { lines } = await importRules({ text, dryRun: false }, sofia, context);

    expect(lines).toEqual([
      { name: 'Checkout is slow', id: 'checkout-latency', outcome: 'created', notes: [] },
    ]);
    expect((await store().list())[0]?.spec.condition).toMatchObject({ metric: 'latency.p99.ms', value: 800 });
  });

  it('refuses a file that holds no rules, and one that would grow beyond all bounds', async () => {
    const bomb = `a: &a [1,1]\n${Array.from({ length: 26 }, (_, i) => `b${i}: &b${i} [*${i ? `b${i - 1}` : 'a'},*${i ? `b${i - 1}` : 'a'}]`).join('\n')}\nrules: [*b25]`;
    for (const text of ['a: 1', 'rules: {', bomb])
      await expect(importRules({ text, dryRun: true }, sofia, context)).rejects.toMatchObject({
        issues: [{ path: ['text'] }],
      });
  });
});
