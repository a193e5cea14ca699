import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type House, openHouse } from '../../test/house.fixture.ts';
import { finding } from '../alerts/alert.fixture.ts';
import { alertStore } from '../alerts/store.ts';
import type { Headers } from '../identity/open-room.fixture.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { newNotice } from './notice.fixture.ts';
import { noticeStore } from './notice-store.ts';
import { isSigned, openReceiver } from './receiver.fixture.ts';

type Receiver = Awaited<ReturnType<typeof openReceiver>>;

describe.each(testDatabases)('channels by HTTP, on %s', { timeout: 60_000 }, (_, open) => {
  let house: House;
  let receiver: Receiver;
  let boss: Headers;
  let seen: Headers;
  beforeAll(async () => {
    receiver = await openReceiver();
    house = await openHouse(open, {
      EGRESS_ALLOW: '127.0.0.1',
      SLACK_WEBHOOK_URL: `${receiver.url}/from/the/environment`,
    });
    boss = (await house.signedIn('admin')).as;
    seen = (await house.signedIn('viewer')).as;
  }, 60_000);
  afterAll(async () => {
    await house.close();
    await receiver.close();
  });
  afterEach(() => {
    receiver.answer(undefined);
    receiver.taken.length = 0;
  });

  const ask = async (method: string, path: string, body?: object, as = boss) => {
    const reply = await house.call(method, `/api${path}`, { as, ...(body && { body }) });
    return { status: reply.status, body: await reply.json() };
  };
  const make = async (name: string, more: object = {}) =>
    (await ask('POST', '/channels', { kind: 'webhook', name, url: `${receiver.url}?key=SECRETKEY`, ...more }))
      .body;
  const audited = async () =>
    (await ask('GET', '/audit?action=channel.&limit=200')).body.entries as {
      action: string;
      outcome: string;
    }[];

  it('adds a webhook, shows its key once and its address never', async () => {
    const { channel, signingSecret } = await make('bridge');
    expect(signingSecret).toMatch(/^whsec_/);
    expect(channel).toMatchObject({
      name: 'bridge',
      version: 1,
      locked: false,
      signing: expect.stringMatching(/^….{3}$/),
    });
    const { body } = await ask('GET', '/channels', undefined, seen);
    expect(JSON.stringify(body)).not.toMatch(/SECRETKEY|whsec_|environment/);
    const { rows } = await house.database.pool.query(`select settings::text from channel where id = $1`, [
      channel.id,
    ]);
    expect(JSON.stringify(rows)).not.toMatch(/SECRETKEY|whsec_/);

    const tested = await ask('POST', `/channels/${channel.id}/test`);
    expect(tested.body).toMatchObject({ delivered: true, status: 200, answer: '200 OK  ok' });
    const [got] = receiver.taken;
    expect(got && isSigned(got, signingSecret)).toBe(true);
    expect(got?.path).toBe('/in?key=SECRETKEY');
  });

  it('says word by word why a test was refused, without the secret', async () => {
    const { channel } = await make('refusing');
    receiver.answer((got, reply) => reply.writeHead(403).end(`no_service for ${got.path}`));
    const { body } = await ask('POST', `/channels/${channel.id}/test`);
    expect(body).toMatchObject({ delivered: false, status: 403 });
    expect(body.answer).toContain('403 Forbidden  no_service');
    expect(body.answer).not.toContain('SECRETKEY');
    const log = await ask('GET', `/deliveries?channel=${channel.id}`, undefined, seen);
    expect(log.body.deliveries).toMatchObject([{ kind: 'test', state: 'dead', title: 'Test message' }]);
  });

  it('keeps the secrets when a form leaves them out, and makes a new key when asked to', async () => {
    const { channel, signingSecret } = await make('kept');
    const renamed = await ask('PATCH', `/channels/${channel.id}`, { name: 'renamed', version: 1 });
    expect(renamed.body).toMatchObject({ channel: { name: 'renamed', version: 2 }, signingSecret: null });
    await ask('POST', `/channels/${channel.id}/test`);
    expect(receiver.taken[0] && isSigned(receiver.taken[0], signingSecret)).toBe(true);

    const again = { name: 'renamed', version: 2, newSigningSecret: true };
    const rotated = await ask('PATCH', `/channels/${channel.id}`, again);
    await ask('POST', `/channels/${channel.id}/test`);
    expect(receiver.taken[1] && isSigned(receiver.taken[1], rotated.body.signingSecret)).toBe(true);
    expect(receiver.taken[1] && isSigned(receiver.taken[1], signingSecret)).toBe(false);
  });

  it('lets one of two who change it at once win, and tells the other', async () => {
    const { channel } = await make('contested');
    const change = (name: string) => ask('PATCH', `/channels/${channel.id}`, { name, version: 1 });
    const statuses = (await Promise.all([change('one'), change('two')])).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
  });

  it('removes a channel and brings it back with its secrets', async () => {
    const { channel } = await make('undone');
    expect((await ask('DELETE', `/channels/${channel.id}?version=7`)).status).toBe(409);
    expect((await ask('DELETE', `/channels/${channel.id}?version=1`)).status).toBe(200);
    expect((await ask('POST', `/channels/${channel.id}/test`)).status).toBe(404);
    expect((await ask('POST', `/channels/${channel.id}/restore`)).status).toBe(200);
    expect((await ask('POST', `/channels/${channel.id}/test`)).body.delivered).toBe(true);
    expect((await ask('POST', `/channels/${channel.id}/restore`)).status).toBe(404);
  });

  it('locks what the environment sets', async () => {
    const { body } = await ask('GET', '/channels');
    expect(body.channels[0]).toMatchObject({ id: 'env-slack', kind: 'slack', locked: true });
    expect((await ask('DELETE', '/channels/env-slack?version=0')).status).toBe(409);
    expect((await ask('PATCH', '/channels/env-slack', { name: 'x', version: 0 })).status).toBe(409);
    expect((await ask('POST', '/channels/env-slack/test')).body.delivered).toBe(true);
  });

  it.each([
    ['no address', { kind: 'webhook', name: 'x' }],
    ['no recipient', { kind: 'email', name: 'x', recipients: [] }],
    ['no mail server', { kind: 'email', name: 'x', recipients: ['a@b.example'] }],
    [
      'a recipient that is none',
      { kind: 'email', name: 'x', recipients: ['a@b.example\r\nBcc: c@d.example'] },
    ],
    ['another protocol', { kind: 'slack', name: 'x', url: 'file:///etc/passwd' }],
    ['no name', { kind: 'slack', name: ' ', url: 'https://x.example' }],
    ['a kind that nobody knows', { kind: 'pager', name: 'x', url: 'https://x.example' }],
  ])('refuses a channel with %s', async (_name, body) => {
    expect((await ask('POST', '/channels', body)).status).toBe(400);
  });

  it('keeps a record of who changed and tested what', async () => {
    const actions = new Set((await audited()).map(({ action }) => action));
    for (const verb of ['create', 'update', 'delete', 'restore', 'test'])
      expect(actions.has(`channel.${verb}`)).toBe(true);
  });

  it('says which channels would get something, and when, before it is saved', async () => {
    const { channel } = await make('night');
    const steps = [
      { afterMs: 0, channels: [channel.id] },
      { afterMs: 600_000, channels: ['env-slack'] },
    ];
    const policy = { routes: [{ id: 'r', name: 'Nights', steps }] };
    const at = '2026-11-23T12:00:00.000Z';
    const { body } = await ask('POST', '/notify/preview', { severity: 'critical', at, policy }, seen);
    expect(body.targets).toEqual([
      { channelId: channel.id, channelName: 'night', route: 'Nights', at, because: 'at-once' },
      {
        ...{ channelId: 'env-slack', channelName: 'Slack', route: 'Nights', at: '2026-11-23T12:10:00.000Z' },
        because: 'unless-acknowledged',
      },
    ]);
  });

  it('replaces the routes of the version one has seen', async () => {
    const before = (await ask('GET', '/notify/policy')).body;
    expect(before).toMatchObject({
      version: 0,
      updatedBy: null,
      policy: { routes: [{ name: 'Everything' }] },
    });
    const body = { version: 0, policy: { routes: [] } };
    expect((await ask('PUT', '/notify/policy', body)).body).toMatchObject({
      version: 1,
      policy: { routes: [] },
    });
    expect((await ask('PUT', '/notify/policy', body)).status).toBe(409);
    await ask('PUT', '/notify/policy', { version: 1, policy: before.policy });
    const wrong = { id: 'r', name: 'r', steps: [{ afterMs: 0, channels: ['*'] }] };
    const zone = { days: [1], from: '22:00', to: '7', timeZone: 'Mars/Base' };
    const refused = await ask('PUT', '/notify/policy', {
      version: 2,
      policy: { routes: [{ ...wrong, quiet: zone }] },
    });
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body.errors)).toMatch(/Europe\/Berlin.*|A time of day/);
  });

  it('gives a spreadsheet no formula', async () => {
    await noticeStore(house.database.sql).add([
      newNotice('f', { title: '=HYPERLINK("http://evil")', severity: 'critical' }),
    ]);
    await ask('PATCH', `/channels/${(await make('=cmd')).channel.id}`, { name: '=cmd', version: 1 });
    await expect
      .poll(async () => (await ask('GET', '/deliveries?find=HYPERLINK')).body.total)
      .toBeGreaterThan(0);
    const reply = await house.call('GET', '/api/deliveries/export?find=HYPERLINK', { as: seen });
    const csv = await reply.text();
    expect(reply.headers.get('content-type')).toContain('text/csv');
    expect(csv).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(csv).toContain(`"'=cmd"`);
  });

  it('lets a person mark what they have read, and nobody else’s', async () => {
    await noticeStore(house.database.sql).add([newNotice('x', { key: 'x' }), newNotice('y', { key: 'y' })]);
    const { body } = await ask('GET', '/notifications', undefined, seen);
    const [newest] = body.notifications;
    expect(body.unread).toBe(body.notifications.length);
    expect((await ask('POST', '/notifications/read', { upTo: newest.seq }, seen)).body).toEqual({
      readUpTo: newest.seq,
    });
    expect((await ask('GET', '/notifications', undefined, seen)).body.unread).toBe(0);
    expect((await ask('GET', '/notifications')).body.unread).toBe(body.unread);
  });

  it('rings no bell for what its owner did, and for one person only what is theirs', async () => {
    const bo = await house.signedIn('operator');
    const eva = await house.signedIn('operator');
    const by = { id: bo.id, name: 'Bo' };
    await noticeStore(house.database.sql).add([
      newNotice('done', { key: 'done', by, kind: 'incident-taken' }),
      newNotice('given', { key: 'given', by, to: eva.id, kind: 'incident-assigned' }),
    ]);
    const rung = async (as: Headers) => {
      const { notifications, unread } = (await ask('GET', '/notifications', undefined, as)).body;
      const kinds = notifications.map(({ kind }: { kind: string }) => kind);
      return [kinds.filter((kind: string) => kind !== 'alert-fired'), unread - notifications.length];
    };
    expect(await rung(bo.as)).toEqual([[], 0]);
    expect(await rung(eva.as)).toEqual([['incident-assigned', 'incident-taken'], 0]);
    expect(await rung((await house.signedIn('viewer')).as)).toEqual([['incident-taken'], 0]);
  });

  it('says who was told to whoever may read alerts, and knows what there is not', async () => {
    const fire = { kind: 'fire', finding: finding({ fingerprint: 'told' }) } as const;
    const [change] = await alertStore(house.database.sql).apply([fire]);
    const id = change?.alert.id ?? '';
    await noticeStore(house.database.sql).add([newNotice(id, { key: id, severity: 'info' })]);
    expect(await ask('GET', `/alerts/${id}/told`, undefined, seen)).toMatchObject({
      status: 200,
      body: { notices: [{ kind: 'alert-fired', channels: [] }], incident: null },
    });
    for (const path of ['/alerts/none/told', '/incidents/INC-99/told'])
      expect((await ask('GET', path, undefined, seen)).status).toBe(404);
  });

  it('sends a dead letter again for an operator, and not for a viewer', async () => {
    const { channel } = await make('dead');
    const steps = [{ afterMs: 0, channels: [channel.id] }];
    const { version } = (await ask('GET', '/notify/policy')).body;
    await ask('PUT', '/notify/policy', { version, policy: { routes: [{ id: 'r', name: 'r', steps }] } });
    receiver.answer(422);
    await noticeStore(house.database.sql).add([newNotice('z', { key: 'z', severity: 'critical' })]);
    await ask('PATCH', `/channels/${channel.id}`, { name: 'dead', version: 1 });
    const dead = async () =>
      (await ask('GET', `/deliveries?channel=${channel.id}&state=dead`)).body.deliveries;
    await expect.poll(async () => (await dead()).length).toBe(1);
    receiver.answer(undefined);
    const [{ id }] = await dead();
    expect((await ask('POST', `/deliveries/${id}/retry`, {}, seen)).status).toBe(403);
    const operator = (await house.signedIn('operator')).as;
    expect((await ask('POST', `/deliveries/${id}/retry`, {}, operator)).status).toBe(200);
    await expect.poll(() => receiver.taken.length).toBe(1);
    expect(receiver.taken[0]?.headers['webhook-id']).toBe(id);
    await expect.poll(async () => (await ask('POST', `/deliveries/${id}/retry`, {})).status).toBe(409);
    expect((await ask('GET', '/deliveries/figures')).body.figures).toMatchObject({
      dead7d: expect.any(Number),
    });
  });
});
