import { RunData } from '@smartops/contract';
import { type Simulator, startSimulator } from '@smartops/simulator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openEgress } from '../../platform/egress/egress.ts';
import type { Batch } from '../source.ts';
import { aJob, aRepository, aRun, fakeGitHub, start } from './fake-github.fixture.ts';
import { github } from './index.ts';

const never = new AbortController().signal;
const minute = 60_000;
const namesOf = ({ resources }: Batch) =>
  resources.filter(({ kind }) => kind === 'github.repository').map(({ name }) => name.split('/')[1]);
const idsOf = ({ resources }: Batch) =>
  resources.filter(({ kind }) => kind === 'github.repository').map(({ id }) => id);

function world(repositories: string[], listed: readonly ReturnType<typeof aRepository>[]) {
  const fake = fakeGitHub();
  const exist = (all: readonly ReturnType<typeof aRepository>[], path = '/orgs/harbor-goods/repos') => {
    fake.answer(path, all);
    for (const { name } of all) {
      fake.answer(`/repos/harbor-goods/${name}`, aRepository(name));
      fake.answer(`/repos/harbor-goods/${name}/actions/runs`, { total_count: 0, workflow_runs: [] });
      fake.answer(`/repos/harbor-goods/${name}/deployments`, []);
    }
  };
  exist(listed);
  const connection = github.connect({ owner: 'harbor-goods', repositories, token: 't' }, fake.tools);
  return { fake, exist, connection };
}

const some = (...names: string[]) => names.map((name) => aRepository(name));

describe('which repositories', () => {
  it('watches those of the organisation that fit and are not left out', async () => {
    const { connection } = world(
      ['payments-*', '!payments-old'],
      some('payments-api', 'payments-old', 'web'),
    );

    expect(namesOf(await connection.collect(undefined, never))).toEqual(['payments-api']);
  });

  it('leaves archived and disabled ones alone, and says which', async () => {
    const { connection, fake } = world(
      ['*'],
      [...some('web'), aRepository('old', { archived: true }), aRepository('off', { disabled: true })],
    );

    const batch = await connection.collect(undefined, never);

    expect(namesOf(batch)).toEqual(['web']);
    expect(batch.resources[0]?.attributes).toMatchObject({ leftOut: ['old', 'off'] });
    expect(fake.asked.filter((call) => /old|off/.test(call))).toEqual([]);
  });

  it('sees a new one within five minutes, and pays nothing for lists that did not change', async () => {
    const { connection, fake, exist } = world(['*'], some('web'));
    const first = await connection.collect(undefined, never);
    const lists = () => fake.asked.filter((call) => call.includes('/orgs/'));

    fake.setNow(start + minute);
    await connection.collect(first.cursor, never);
    expect(lists()).toHaveLength(1);
    fake.setNow(start + 5 * minute);
    await connection.collect(first.cursor, never);
    expect(lists()[1]).toMatch(/ 304$/);
    exist(some('new', 'web'));
    fake.setNow(start + 10 * minute);

    expect(namesOf(await connection.collect(first.cursor, never))).toEqual(['web', 'new']);
  });

  it.each([
    ['sofia', '/users/harbor-goods/repos'],
    ['Harbor-Goods', '/user/repos'],
  ])('lists those of a user: asked by %s, from %s', async (login, path) => {
    const { connection, fake, exist } = world(['*'], []);
    fake.answer('/orgs/harbor-goods/repos', Response.json({ message: 'Not Found' }, { status: 404 }));
    fake.answer('/user', { login });
    exist(some('web'), path);

    expect(namesOf(await connection.collect(undefined, never))).toEqual(['web']);
  });

  it('says when none fits', async () => {
    const { connection } = world(['payments-*'], some('web'));

    await expect(connection.collect(undefined, never)).rejects.toMatchObject({
      reason: 'forbidden',
      message: 'Of harbor-goods, GitHub shows no repository that fits payments-*',
    });
  });

  it('watches 200 at most, keeps to those it began with, and says how many it leaves out', async () => {
    const many = Array.from({ length: 203 }, (_, at) => aRepository(`r${at}`));
    const { connection, fake, exist } = world(['*'], many);
    const first = await connection.collect(undefined, never);
    expect(namesOf(first)).toHaveLength(200);
    expect(first.problems).toMatchObject([
      { part: '3 more repositories of harbor-goods', message: 'At most 200 are watched at a time' },
    ]);
    expect(first.complete).toContain('github.repository');

    const isLeftOut = ({ name }: { name: string }) => !namesOf(first).includes(name);
    const pushed = new Date(start).toISOString();
    exist(many.map((one) => (isLeftOut(one) ? { ...one, pushed_at: pushed } : one)));
    fake.setNow(start + 6 * minute);

    expect(namesOf(await connection.collect(first.cursor, never))).toEqual(namesOf(first));
  });

  it('goes on with those it knows while GitHub does not list them, and calls none of them gone', async () => {
    const { connection, fake } = world(['*'], some('api', 'web'));
    const first = await connection.collect(undefined, never);
    fake.answer('/orgs/harbor-goods/repos', Response.json({ message: 'Oops' }, { status: 500 }));
    const restarted = github.connect({ owner: 'harbor-goods', repositories: ['*'], token: 't' }, fake.tools);

    const batch = await restarted.collect(first.cursor, never);

    expect(namesOf(batch)).toEqual(['api', 'web']);
    expect(batch.complete).toEqual([]);
    expect(batch.problems).toMatchObject([{ part: 'harbor-goods repositories', reason: 'unreachable' }]);
  });

  it('does not mistake a new repository for the renamed one whose name it got', async () => {
    const { connection, fake, exist } = world(['*'], some('web'));
    const first = await connection.collect(undefined, never);
    exist([aRepository('web', { id: 99 }), { ...aRepository('web'), name: 'shop' }]);
    fake.setNow(start + 6 * minute);

    const { resources } = await connection.collect(first.cursor, never);

    expect(resources.slice(1).map(({ id, name }) => [id, name])).toEqual([
      ['github:repository:web', 'harbor-goods/shop'],
      ['github:repository:web.99', 'harbor-goods/web'],
    ]);
  });

  it('delivers again under the new name what it delivered under the old one, with the same ids', async () => {
    const { connection, fake, exist } = world(['*'], some('web'));
    const hasRun = (name: string) => {
      fake.answer(`/repos/harbor-goods/${name}/actions/runs`, { total_count: 1, workflow_runs: [aRun()] });
      fake.answer(`/repos/harbor-goods/${name}/actions/runs/7/jobs`, { total_count: 1, jobs: [aJob()] });
    };
    hasRun('web');
    const first = await connection.collect(undefined, never);
    exist([{ ...aRepository('web'), name: 'shop' }]);
    hasRun('shop');
    fake.setNow(start + 6 * minute);

    const second = await connection.collect(first.cursor, never);

    expect(second.events.map(({ id, resourceId }) => [id, resourceId])).toEqual(
      first.events.map(({ id, resourceId }) => [id, resourceId]),
    );
    expect(RunData.parse(second.events[0]?.data).repository).toBe('harbor-goods/shop');
  });
});

describe('at the practice GitHub', { timeout: 60_000 }, () => {
  const epoch = Date.parse('2026-03-01T12:00:00Z');
  const egress = openEgress({ timeoutMs: 60_000 });
  let now = epoch;
  let simulator: Simulator;
  const change = (name: string, method: string, body?: object) =>
    fetch(`${simulator.githubUrl}/repos/harbor-goods/${name}`, {
      ...{ method, headers: { authorization: 'Bearer admin' } },
      ...(body && { body: JSON.stringify(body) }),
    });
  const connect = (repositories: string[]) =>
    github.connect(
      { owner: 'harbor-goods', repositories, token: 'demo', apiUrl: simulator.githubUrl },
      {
        connectionId: 'gh',
        fetch: egress.fetchConfigured,
        fetchTyped: egress.fetchTyped,
        now: () => now,
      },
    );

  beforeEach(async () => {
    now = epoch;
    simulator = await startSimulator({ seed: 'many', epoch, now: () => now });
  });
  afterEach(async () => await simulator.close());

  it.each([['*'], ['ledger-worker']])(
    'follows a renamed repository without a second history: %s',
    async (wanted) => {
      const connection = connect([wanted]);
      const first = await connection.collect(undefined, never);
      await change('ledger-worker', 'PATCH', { name: 'settlements' });
      now += 61 * minute;

      const second = await connection.collect(first.cursor, never);

      expect(second.problems).toEqual([]);
      expect(idsOf(second).toSorted()).toEqual(idsOf(first).toSorted());
      expect(namesOf(second)).toContain('settlements');
      const logRef = second.events
        .flatMap(({ data }) => RunData.safeParse(data).data?.jobs ?? [])
        .find(
          ({ logRef: ref, status, rawStatus }) =>
            ref?.startsWith('ledger') && status === 'success' && rawStatus !== 'skipped',
        )?.logRef;
      expect(await connection.log?.(logRef ?? '', never)).toMatchObject({ state: 'text' });
    },
  );

  it('lets go of archived and deleted ones', async () => {
    const connection = connect(['*']);
    const first = await connection.collect(undefined, never);
    await change('ledger-worker', 'PATCH', { archived: true });
    await change('search-indexer', 'DELETE');
    now += 6 * minute;

    const second = await connection.collect(first.cursor, never);

    expect(namesOf(second)).toEqual(['checkout-api', 'pricing-service', 'storefront-web']);
    expect(second.complete).toContain('github.repository');
    expect(second.problems).toEqual([]);
  });

  it('calls a named one that was deleted gone, and says what cannot be read any more', async () => {
    const connection = connect(['checkout-api', 'search-indexer']);
    const first = await connection.collect(undefined, never);
    await change('search-indexer', 'DELETE');
    now += minute;
    const { cursor } = await connection.collect(first.cursor, never);
    now += minute;

    const batch = await connection.collect(cursor, never);

    expect(namesOf(batch)).toEqual(['checkout-api']);
    expect(batch.complete).toContain('github.repository');
    expect(batch.problems).toMatchObject([{ part: 'harbor-goods/search-indexer', reason: 'forbidden' }]);
  });
});
