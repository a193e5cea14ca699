import { createHmac } from 'node:crypto';
import type { RunData, SourceEvent } from '@smartops/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/database/database.ts';
import { testDatabases } from '../../platform/database/testing.ts';
import { authorityOf } from '../../platform/http/caller.fixture.ts';
import { createRateLimits } from '../../platform/http/rate-limit.ts';
import type { Server } from '../../platform/http/server.ts';
import { openTestServer } from '../../platform/http/test-server.ts';
import { readStore } from '../../signals/read-store.ts';
import { rememberStore } from '../../signals/remember-store.ts';
import { github } from '../../sources/github/index.ts';
import { Inbox } from './inbox.ts';
import { webhookRoutes } from './routes.ts';

const secret = 'a secret of the webhook';
const epoch = Date.parse('2026-03-01T12:00:00Z');
const iso = (at: number) => new Date(at).toISOString();
const repository = { name: 'checkout-api', owner: { login: 'harbor-goods' } };

describe.each(testDatabases)('webhooks, on %s', { timeout: 120_000 }, (_, open) => {
  let database: Database;
  let app: Server;
  let inbox: Inbox;
  const troubles: unknown[] = [];
  const config = { owner: 'harbor-goods', repositories: ['checkout-api'], token: 't', webhookSecret: secret };
  const tools = { connectionId: 'github', fetch, fetchTyped: fetch, now: () => epoch };
  const { webhook } = github.connect(config, tools);
  const find = (id: string) => (id === 'github' ? webhook : undefined);
  const openInbox = () =>
    new Inbox({
      ...{ database: database.sql, workspace: 'default', now: () => epoch, webhook: find },
      event: (id) => readStore(database.sql).event(id),
      ingest: async (id, brought) => {
        const batch = { ...brought, problems: [], complete: [], cursor: undefined };
        await database.sql.transaction((tx) => rememberStore(tx).remember(id, batch, epoch));
      },
      trouble: (_delivery, error) => troubles.push(error),
    });

  beforeAll(async () => {
    database = await open();
    inbox = openInbox();
    ({ app } = await openTestServer({
      authority: authorityOf(undefined),
      limits: createRateLimits(1e6),
    }));
    webhookRoutes(app, { webhook: find, inbox: { add: (...input) => inbox.add(...input) } });
    await app.ready();
  }, 60_000);
  afterAll(async () => {
    await inbox.stop();
    await app.close();
    await database.close();
  });
  beforeEach(async () => {
    await database.pool.query('delete from event; delete from webhook_delivery');
    troubles.length = 0;
  });

  const post = (id: string, event: string, body: object | string, key = secret, path = 'github') => {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    return app.inject({
      method: 'POST',
      url: `/api/webhooks/${path}`,
      payload,
      headers: {
        'content-type': 'application/json',
        'x-github-delivery': id,
        'x-github-event': event,
        'x-hub-signature-256': `sha256=${createHmac('sha256', key).update(payload).digest('hex')}`,
      },
    });
  };
  const runBody = (id: number, step: number, failed = false) => ({
    repository,
    workflow_run: {
      ...{
        id,
        workflow_id: 3,
        name: 'CI',
        event: 'push',
        head_branch: 'main',
        head_sha: `sha${id}`,
        run_attempt: 1,
      },
      ...{ status: ['queued', 'in_progress', 'completed'][step], html_url: 'https://github.com/h/c' },
      conclusion: step < 2 ? null : failed ? 'failure' : 'success',
      ...{ created_at: iso(epoch), updated_at: iso(epoch + step * 60_000), run_started_at: iso(epoch) },
    },
  });
  const statusOf = async (id: number) =>
    ((await readStore(database.sql).event(`github:run:${id}`))?.data as RunData | undefined)?.rawStatus;

  it('takes 1,000 in any order, a fifth of them twice, and none of those that are forged', async () => {
    const wanted = new Map<number, string>();
    const deliveries = Array.from({ length: 334 }, (_none, run) => {
      wanted.set(run, run % 7 === 0 ? 'failure' : 'success');
      return [0, 1, 2].map((step) => ({
        id: `d-${run}-${step}`,
        body: runBody(run, step, run % 7 === 0),
        key: secret,
      }));
    }).flat();
    // One in a hundred gets lost, but never a run's last word twice over: the next look finds those.
    const lost = new Set(deliveries.filter((_one, index) => index % 100 === 50).map(({ id }) => id));
    const sent = deliveries.filter(({ id }) => !lost.has(id));
    const forged = sent
      .filter((_one, index) => index % 20 === 0)
      .map((_one, index) => ({
        id: `forged-${index}`,
        body: runBody(index, 2, wanted.get(index) === 'success'),
        key: 'the secret of an attacker',
      }));
    const all = [...sent, ...sent.filter((_one, index) => index % 5 === 0), ...forged]
      .map((one, index) => ({ one, order: (index * 7_919) % 1_259 }))
      .toSorted((a, b) => a.order - b.order)
      .map(({ one }) => one);
    const replies: number[] = [];
    for (const { id, body, key } of all) replies.push((await post(id, 'workflow_run', body, key)).statusCode);
    inbox.wake();
    await inbox.idle();
    const lostRuns = new Set(
      [...lost].filter((id) => id.endsWith('-2')).map((id) => Number(id.split('-')[1])),
    );
    const wrong: unknown[] = [];
    for (const [run, status] of wanted)
      if (!lostRuns.has(run) && (await statusOf(run)) !== status)
        wrong.push([run, await statusOf(run), status]);

    expect(replies.filter((status) => status === 401)).toHaveLength(forged.length);
    expect(replies.filter((status) => status === 202)).toHaveLength(all.length - forged.length);
    expect(wrong).toEqual([]);
    expect(troubles).toEqual([]);
    const { rows } = await database.pool.query(
      'select count(*)::int as n, count(body)::int as kept from webhook_delivery',
    );
    expect(rows).toEqual([{ n: sent.length, kept: 0 }]);
  });

  it('knows a second delivery', async () => {
    expect((await post('one', 'workflow_run', runBody(1, 0))).json()).toEqual({ received: 'one', new: true });
    expect((await post('one', 'workflow_run', runBody(1, 2))).json()).toEqual({
      received: 'one',
      new: false,
    });
    await inbox.idle();
    expect(await statusOf(1)).toBe('queued');
  });

  it('finds after a crash what it had said yes to', async () => {
    const working = inbox;
    inbox = { add: (...input: Parameters<Inbox['add']>) => deafAdd(...input) } as Inbox;
    const deafAdd = async (...[connectionId, delivery]: Parameters<Inbox['add']>) => {
      const { deliveryStore } = await import('./store.ts');
      return deliveryStore(database.sql).add(connectionId, delivery, epoch);
    };
    expect((await post('kept', 'workflow_run', runBody(9, 2))).statusCode).toBe(202);
    expect(await statusOf(9)).toBeUndefined();
    inbox = working;
    const another = openInbox();
    another.wake();
    await another.idle();
    await another.stop();
    expect(await statusOf(9)).toBe('success');
  });

  it('gives a delivery up that cannot be read, and goes on with the others', async () => {
    await post('bad', 'workflow_run', { repository, workflow_run: { id: 'x' } });
    await post('good', 'workflow_run', runBody(2, 2));
    for (let i = 0; i < 4; i++) {
      inbox.wake();
      await inbox.idle();
    }
    expect(await statusOf(2)).toBe('success');
    expect(troubles).toHaveLength(3);
    const { rows } = await database.pool.query(
      `select body, failure is not null as failed from webhook_delivery where id = 'bad'`,
    );
    expect(rows).toEqual([{ body: null, failed: true }]);
  });

  it.each<[string, () => ReturnType<typeof post>, number]>([
    ['a connection that has no webhook', () => post('a', 'ping', {}, secret, 'evm'), 404],
    ['what is signed and no JSON', () => post('b', 'ping', 'payload=1'), 400],
    ['6 MB', () => post('c', 'push', { pad: 'x'.repeat(6_000_000) }), 413],
    ['an event of no name', () => post('d', '../etc', {}), 400],
    ['no signature', () => app.inject({ method: 'POST', url: '/api/webhooks/github', payload: {} }), 401],
  ])('refuses %s and keeps nothing', async (_name, send, status) => {
    expect((await send()).statusCode).toBe(status);
    const { rows } = await database.pool.query<SourceEvent>('select id from webhook_delivery');
    expect(rows).toEqual([]);
  });
});
