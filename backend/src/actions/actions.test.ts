import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { ConflictError } from '../platform/errors.ts';
import { approve, reject } from './decide.ts';
import type { Executor } from './executor.ts';
import { type Bench, fakeSource, lostAnswer, openBench, refused } from './open-actions.fixture.ts';
import { propose } from './propose.ts';
import { send } from './send.ts';
import { actionStore } from './store.ts';

const rerun = { kind: 'rerun', target: '7' } as const;
const typed = { typed: 'checkout-api' };

describe.each(testDatabases)('actions, on %s', { timeout: 60_000 }, (_, open) => {
  let database: Database;
  let bench: Bench;
  let executor: Executor;
  beforeAll(async () => {
    database = await open();
  }, 60_000);
  afterAll(() => database.close());
  beforeEach(async () => {
    await executor?.stop();
    await database.pool.query('delete from action');
    bench = openBench(database);
    executor = bench.newExecutor('this');
  });
  const context = () => bench.contextOf(executor);
  const boss = () => bench.doer('admin', 'ada');
  const proposed = (by = boss()) => propose(rerun, by, context());

  it('changes nothing by proposing, runs once when approved, watches and records', async () => {
    const { id } = await proposed();
    expect(bench.source.asked).toBe(0);
    await approve(id, typed, boss(), context());
    await executor.idle();

    expect(bench.source.asked).toBe(1);
    expect(await bench.find(id)).toMatchObject({
      status: 'succeeded',
      pipelineId: '7',
      approved: { by: 'ada' },
      steps: [{ text: 'GitHub makes attempt 2' }, { text: 'It succeeded' }],
    });
    expect(bench.ended.map(({ status }) => status)).toEqual(['succeeded']);
    expect(bench.audit.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      'action.propose allowed',
      'action.approve allowed',
    ]);
  });

  it('says that it failed when what was watched for did not come', async () => {
    bench.source.state = 'failed';
    const { id } = await proposed();
    await approve(id, typed, boss(), context());
    await executor.idle();

    expect(await bench.find(id)).toMatchObject({ status: 'failed', steps: [{}, { text: 'It failed' }] });
  });

  it.each([
    ['fails when the source refuses', refused, 'failed'],
    ['does not know how it went when no answer came', lostAnswer, 'unknown'],
    ['does not know how it went when it broke itself', () => Promise.reject(new TypeError('x')), 'unknown'],
  ])('%s, and is not asked again', async (_name, runs, status) => {
    bench.source.runs = runs;
    const { id } = await proposed();
    await approve(id, typed, boss(), context());
    await executor.idle();
    await executor.resume();
    await executor.idle();

    expect((await bench.find(id)).status).toBe(status);
    expect(bench.source.asked).toBe(1);
    expect(bench.ended).toHaveLength(1);
  });

  it('runs one of two that are approved at once for the same target', async () => {
    bench.source.state = 'going';
    const proposals = await Promise.all([proposed(), proposed(), proposed()]);
    const outcomes = await Promise.allSettled(
      proposals.map(({ id }) => approve(id, typed, boss(), context())),
    );
    const lost = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));

    expect(lost.map(({ message }) => message)).toEqual(
      Array(2).fill('Something else is being done there right now'),
    );
    expect(lost.every((error) => error instanceof ConflictError)).toBe(true);
    expect(bench.audit.filter(({ outcome }) => outcome === 'refused')).toHaveLength(2);
    bench.source.state = 'succeeded';
    await executor.idle();
    expect(bench.source.asked).toBe(1);
  });

  it('lets one of two people decide', async () => {
    const { id } = await proposed();
    const outcomes = await Promise.allSettled([
      approve(id, typed, boss(), context()),
      approve(id, typed, bench.doer('admin', 'mei'), context()),
      reject(id, bench.doer('admin', 'tom'), context()),
    ]);
    await executor.idle();

    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(bench.source.asked).toBeLessThanOrEqual(1);
  });

  it('wants the name of what is in production typed', async () => {
    const { id } = await proposed();
    for (const word of [undefined, '', 'checkout', 'Checkout-api'])
      await expect(approve(id, { typed: word }, boss(), context())).rejects.toThrow(
        'Type checkout-api to confirm',
      );
    expect((await bench.find(id)).status).toBe('proposed');
    await approve(id, { typed: ' checkout-api ' }, boss(), context());
  });

  it('lets an operator act, but not approve for production without being an approver', async () => {
    const operator = bench.doer('operator', 'olga');
    const { id } = await proposed(operator);
    await expect(approve(id, typed, operator, context())).rejects.toThrow('approved by approvers');
    await send(id, operator, context());
    await approve(id, typed, bench.doer('operator', 'pia', true), context());
    await executor.idle();
    expect((await bench.find(id)).status).toBe('succeeded');

    bench.source.environment = 'staging';
    const staging = await proposed(operator);
    expect(staging.confirmation).toBeNull();
    await approve(staging.id, { typed: undefined }, operator, context());
  });

  it('wants a second person where that is the rule', async () => {
    const two = openBench(database, fakeSource(), { twoPeople: true });
    const ada = two.doer('admin', 'ada');
    const { id } = await propose(rerun, ada, two.contextOf(executor));
    for (const consent of [typed, 'direct'] as const)
      await expect(approve(id, consent, ada, two.contextOf(executor))).rejects.toThrow('Somebody else');
    await send(id, ada, two.contextOf(executor));
    await approve(id, typed, two.doer('admin', 'mei'), two.contextOf(executor));
  });

  it('shows a proposal to nobody else before it is sent, and then to everybody', async () => {
    const [ada, mei] = [boss(), bench.doer('admin', 'mei')];
    const { id } = await proposed(ada);
    const store = actionStore(database.sql);
    const seenBy = async (...readers: ('everybody' | string)[]) =>
      Promise.all(
        readers.map(async (one) => {
          const reader = one === 'everybody' ? one : { signer: one };
          return (await store.list({ limit: 5, seenBy: reader })).length;
        }),
      );
    expect(await seenBy('everybody', 'ada', 'mei')).toEqual([0, 1, 0]);
    for (const attempt of [send, reject])
      await expect(attempt(id, mei, context())).rejects.toThrow('does not exist');
    await expect(approve(id, typed, mei, context())).rejects.toThrow('does not exist');

    const sent = await send(id, ada, context());
    expect(sent).toMatchObject({ status: 'proposed', sent: { by: 'ada', id: 'ada' } });
    expect(bench.audit.at(-1)).toMatchObject({ action: 'action.send', outcome: 'allowed' });
    expect(await seenBy('everybody', 'ada', 'mei')).toEqual([1, 1, 1]);
    await reject(id, mei, context());
    await expect(send(id, ada, context())).rejects.toThrow('waits for approval no longer');
    expect(await seenBy('everybody')).toEqual([1]);
  });

  it('shows at once what a program proposes', async () => {
    const { caller, ...rest } = bench.doer('operator', 'bot');
    const { sent } = await proposed({ ...rest, caller: { ...caller, kind: 'key' } });
    expect(sent).toMatchObject({ by: 'bot' });
  });

  it('stops when things stand differently than they did', async () => {
    const { id } = await proposed();
    bench.source.fingerprint = 'two';
    await expect(approve(id, typed, boss(), context())).rejects.toThrow('Things stand differently');
    bench.source.fingerprint = 'one';
    bench.source.refuses = new ConflictError('v2 is being deployed there right now');
    await expect(approve(id, typed, boss(), context())).rejects.toThrow('v2 is being deployed');

    expect(bench.source.asked).toBe(0);
    expect(bench.audit.at(-1)).toMatchObject({ action: 'action.approve', outcome: 'refused' });
  });

  it('approves nothing after 15 minutes, nor what was rejected, nor what does not exist', async () => {
    const late = await proposed();
    bench.clock.aheadMs = 15 * 60_000;
    await expect(approve(late.id, typed, boss(), context())).rejects.toThrow('has expired');
    const { id } = await proposed();
    await reject(id, boss(), context());
    await expect(approve(id, typed, boss(), context())).rejects.toThrow('was rejected');
    await expect(approve('nothing', typed, boss(), context())).rejects.toThrow('does not exist');
    await expect(propose({ kind: 'rerun', target: '8' }, boss(), context())).rejects.toThrow(
      'does not exist',
    );
    expect(bench.source.asked).toBe(0);
  });

  describe('killed', () => {
    const left = async (status: 'approved' | 'running' | 'verifying') => {
      const { id } = await proposed();
      const store = actionStore(database.sql);
      const at = bench.now();
      const dead = { holder: 'dead', heldUntil: at + 60_000, approved: { by: 'ada', id: 'ada', at } };
      await store.move(id, ['proposed', 'approved'], dead);
      if (status !== 'approved') await store.move(id, ['approved', 'running'], {});
      if (status === 'verifying') await store.move(id, ['running', 'verifying'], { watch: { runId: '7' } });
      return id;
    };

    it.each([
      ['approved', 'succeeded', 1],
      ['running', 'unknown', 0],
      ['verifying', 'succeeded', 0],
    ] as const)('while %s ends as %s, asked for %d more times, with one record', async (from, to, asked) => {
      const id = await left(from);
      await executor.resume();
      await executor.idle();
      expect((await bench.find(id)).status).toBe(from);

      bench.clock.aheadMs = 61_000;
      const others = [executor, bench.newExecutor('b'), bench.newExecutor('c')];
      await Promise.all(others.map((one) => one.resume()));
      await Promise.all(others.map((one) => one.idle()));
      expect((await bench.find(id)).status).toBe(to);
      expect(bench.source.asked).toBe(asked);
      expect(bench.ended).toHaveLength(1);
      await Promise.all(others.slice(1).map((one) => one.stop()));
    });

    it('does not begin what was approved a quarter of an hour ago', async () => {
      const id = await left('approved');
      bench.clock.aheadMs = 15 * 60_000 + 1;
      await executor.resume();
      await executor.idle();

      expect((await bench.find(id)).status).toBe('expired');
      expect(bench.source.asked).toBe(0);
    });
  });
});
