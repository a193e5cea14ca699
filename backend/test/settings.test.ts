import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../src/platform/database/testing.ts';
import { type House, openHouse } from './house.fixture.ts';

const secrets = {
  token: 'ghp_0123456789abcdef0123456789abcdef0123',
  secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  slack: 'https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/q8W3e5R7t9Y1u3I5o7P9',
  hook: 'https://hooks.example/in/Zx9Cv8Bn7Mq6We5Rt4',
  rpc: 'https://rpc.example/v3/0f1e2d3c4b5a69788796a5b4c3d2e1f0',
};
/** As the guide writes it. */
const whole = {
  notifications: { email: true, slack: true, webhook: secrets.hook },
  thresholds: { cpu: 75, memory: 80, disk: 92 },
  integrations: {
    github: { enabled: true, token: secrets.token },
    aws: { enabled: true, accessKey: 'AKIAIOSFODNN7EXAMPLE', secretKey: secrets.secretKey },
    slack: { enabled: true, webhookUrl: secrets.slack },
  },
};
const wipe = `delete from setting; delete from setting_save; delete from setting_version; delete from setting_trace;
  delete from channel; delete from secret where workspace_id <> $$$$`;

describe.each(testDatabases)('settings, on %s', { timeout: 120_000 }, (_, open) => {
  let house: House;
  const ask = async (method: string, path: string, body?: unknown) => {
    const reply = await house.call(method, `/api${path}`, body === undefined ? {} : { body });
    return { status: reply.status, body: await reply.json() };
  };
  const settings = async () => (await ask('GET', '/settings')).body.settings;
  const rule = async (name: string) => (await ask('GET', `/rules/threshold%3A${name}`)).body.rule;
  const saveRule = async (name: string, spec: object) => {
    const { version } = await rule(name);
    return ask('PUT', `/rules/threshold%3A${name}`, { version, spec });
  };
  const channels = async () => (await ask('GET', '/channels')).body.channels;
  const connections = async () => (await ask('GET', '/connections')).body.connections;
  const evm = (config: object = {}) => ({
    kind: 'evm',
    title: 'Base',
    config: { rpcUrl: secrets.rpc, ...config },
  });

  beforeAll(async () => {
    house = await openHouse(open, {
      AUTH_MODE: 'open',
      TRUST_PROXY: '0',
      ETHEREUM_RPC_URL: 'https://eth.example/key',
      THRESHOLD_DISK: '92',
      SMTP_URL: 'smtp://127.0.0.1:9',
      MAIL_FROM: 'ops@harbor.example',
      EVM_INTERVAL_SECONDS: '20',
    });
  }, 120_000);
  afterAll(() => house.close());
  beforeEach(async () => {
    await house.database.pool.query(wipe);
    await ask('PUT', '/settings', { thresholds: { cpu: 80, memory: 85 } });
    await house.database.pool.query('delete from setting_save; delete from setting_trace');
    await ask('POST', '/channels', {
      kind: 'email',
      name: 'On call',
      enabled: false,
      recipients: ['ops@harbor.example'],
    });
  });

  it('takes the guide’s body whole, and shows none of its secrets anywhere', async () => {
    const put = await ask('PUT', '/settings', whole);
    expect(put).toMatchObject({
      status: 200,
      body: {
        success: true,
        settings: {
          notifications: { email: true, slack: true, webhook: 'hooks.example/…Rt4' },
          thresholds: { cpu: 75, memory: 80, disk: 92 },
          integrations: {
            github: { enabled: true, token: { set: true, locked: false } },
            aws: { enabled: true, accessKey: { set: true }, secretKey: { set: true } },
            slack: { enabled: true, webhookUrl: { set: true, hint: 'hooks.slack.com/…7P9' } },
          },
        },
      },
    });
    const said = [
      put,
      await settings(),
      await connections(),
      await ask('GET', '/settings/saves'),
      await ask('GET', '/audit'),
    ];
    const { rows } = await house.database.pool.query(
      `select value::text from setting union all select value::text from setting_version
       union all select detail::text from audit union all select settings::text from channel
       union all select before::text from setting_trace`,
    );
    const everything = JSON.stringify([said, rows]);
    for (const secret of [...Object.values(secrets), 'AKIAIOSFODNN7EXAMPLE'])
      expect(everything.includes(secret), secret).toBe(false);
  });

  it('keeps what a body leaves out', async () => {
    await ask('PUT', '/settings', whole);
    await ask('PUT', '/settings', { thresholds: { cpu: 60 }, integrations: { slack: { enabled: false } } });

    expect(await settings()).toMatchObject({
      notifications: { email: true, slack: false },
      thresholds: { cpu: 60, memory: 80 },
      integrations: {
        github: { enabled: true, token: { set: true } },
        slack: { enabled: false, webhookUrl: { set: true } },
      },
    });
  });

  it.each([
    [{ thresholds: { cpu: 101 } }, 'thresholds.cpu'],
    [{ thresholds: { cpu: '80' } }, 'thresholds.cpu'],
    [{ thresholds: { cpu: 70, gpu: 3 } }, 'thresholds'],
    [{ thresholds: { cpu: 70 }, notifications: { webhook: 'ftp://x.example' } }, 'notifications.webhook'],
    [
      { thresholds: { cpu: 70 }, integrations: { aws: { accessKey: 'AKIAIOSFODNN7EXAMPLE' } } },
      'integrations.aws.secretKey',
    ],
    [{ thresholds: { cpu: 70 }, intervals: { nobody: 60 } }, 'intervals.nobody'],
    [{ thresholds: { cpu: 70 }, retention: { raw: 0 } }, 'retention.raw'],
  ])('changes nothing by %j', async (body, path) => {
    const before = await settings();
    const reply = await ask('PUT', '/settings', body);

    expect(reply.status).toBe(400);
    expect(reply.body.errors.map((one: { path: string }) => one.path)).toContain(path);
    expect(await settings()).toEqual(before);
    expect((await ask('GET', '/settings/saves')).body.saves).toEqual([]);
  });

  it('names the variable of what is locked, and takes the same value as no change', async () => {
    const refused = await ask('PUT', '/settings', { thresholds: { cpu: 70, disk: 50 } });
    expect(refused).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('THRESHOLD_DISK') },
    });
    expect((await settings()).thresholds.cpu).toBe(80);
    expect((await ask('PUT', '/settings', { thresholds: { cpu: 70, disk: 92 } })).status).toBe(200);

    const chain = await ask('PATCH', '/connections/evm%3Aethereum', { enabled: false });
    expect(chain).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('ETHEREUM_RPC_URL') },
    });
    const rhythm = await ask('PUT', '/settings', { intervals: { 'evm:ethereum': 60 } });
    expect(rhythm).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('EVM_INTERVAL_SECONDS') },
    });
    expect((await settings()).locked).toMatchObject({ 'thresholds.disk': 'THRESHOLD_DISK' });
  });

  it('lets one of two win who save at once', async () => {
    const { version } = await settings();
    const replies = await Promise.all(
      [61, 62].map((cpu) => ask('PUT', '/settings', { version, thresholds: { cpu } })),
    );

    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const winner = replies.find(({ status }) => status === 200);
    expect((await settings()).thresholds.cpu).toBe(winner?.body.settings.thresholds.cpu);
  });

  it('undoes a save once, as a whole, and not over what came after', async () => {
    const { save } = (await ask('PUT', '/settings', whole)).body;
    expect((await ask('POST', `/settings/saves/${save.id}/undo`)).status).toBe(200);
    expect(await settings()).toMatchObject({
      thresholds: { cpu: 80 },
      integrations: { github: { token: { set: false } }, slack: { webhookUrl: { set: false } } },
    });
    expect((await ask('POST', `/settings/saves/${save.id}/undo`)).status).toBe(409);

    const first = (await ask('PUT', '/settings', { thresholds: { cpu: 61 } })).body.save;
    await ask('PUT', '/settings', { thresholds: { cpu: 62 } });
    expect((await ask('POST', `/settings/saves/${first.id}/undo`)).status).toBe(409);
    expect((await settings()).thresholds.cpu).toBe(62);
    expect((await ask('POST', '/settings/saves/none/undo')).status).toBe(404);
  });

  it('shows a threshold as its rule has it, whoever wrote it, and leaves alone what a save does not name', async () => {
    const { spec } = await rule('cpu');
    const { version } = await settings();
    await saveRule('cpu', { ...spec, condition: { ...spec.condition, value: 77, critical: 93 } });
    expect(await settings()).toMatchObject({
      thresholds: { cpu: 77 },
      thresholdRules: { cpu: { state: 'on', critical: 93 } },
    });
    expect((await ask('PUT', '/settings', { version, thresholds: { cpu: 60 } })).status).toBe(409);
    await ask('PUT', '/settings', { thresholds: { memory: 70 }, retention: { raw: 20 } });
    expect((await rule('cpu')).spec.condition).toMatchObject({ value: 77, critical: 93 });
  });

  it('says that a threshold’s rule is gone, brings it back by a save, and takes it away by the undo', async () => {
    await ask('DELETE', '/rules/threshold%3Acpu');
    const gone = { thresholds: { cpu: null }, thresholdRules: { cpu: { state: 'deleted' } } };
    expect(await settings()).toMatchObject(gone);
    expect((await ask('PUT', '/settings', { thresholds: { cpu: null } })).body.save).toBe(null);

    const { save } = (await ask('PUT', '/settings', { thresholds: { cpu: 80 } })).body;
    expect(save.what).toBe('CPU — → 80');
    expect(await settings()).toMatchObject({
      thresholds: { cpu: 80 },
      thresholdRules: { cpu: { state: 'on' } },
    });
    expect((await ask('POST', `/settings/saves/${save.id}/undo`)).status).toBe(200);
    expect(await settings()).toMatchObject(gone);
  });

  it('undoes no threshold over a rule that was edited since', async () => {
    const { save } = (await ask('PUT', '/settings', { thresholds: { cpu: 61 } })).body;
    const { spec } = await rule('cpu');
    await saveRule('cpu', { ...spec, severity: 'error' });
    expect((await ask('POST', `/settings/saves/${save.id}/undo`)).status).toBe(409);
    expect((await settings()).thresholds.cpu).toBe(61);
  });

  it('lets no rule’s edit move a threshold that the environment sets', async () => {
    const { spec, locked } = await rule('disk');
    expect(locked).toBe('THRESHOLD_DISK');
    expect(await saveRule('disk', { ...spec, condition: { ...spec.condition, value: 50 } })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('THRESHOLD_DISK') },
    });
    expect((await settings()).thresholds.disk).toBe(92);
  });

  it('makes, changes, switches and shows one Slack channel, which stands among the others', async () => {
    const slack = (body: object) => ask('PUT', '/settings', { integrations: { slack: body } });
    await slack({ enabled: true, webhookUrl: secrets.slack });
    expect(await channels()).toMatchObject([
      { kind: 'email' },
      { id: 'settings-slack', kind: 'slack', enabled: true, address: 'hooks.slack.com/…7P9', locked: false },
    ]);
    const other = `${secrets.slack}Zz`;
    await slack({ webhookUrl: other });
    expect((await settings()).integrations.slack).toMatchObject({
      enabled: true,
      webhookUrl: { hint: 'hooks.slack.com/…9Zz' },
    });
    expect((await slack({ enabled: true, webhookUrl: other })).body.save).toBe(null);

    const off = (await slack({ enabled: false })).body;
    expect(off).toMatchObject({
      save: { what: expect.stringContaining('on → off') },
      settings: {
        notifications: { slack: false },
        integrations: { slack: { enabled: false, webhookUrl: { set: true } } },
      },
    });
    const [, { version, name }] = await channels();
    await ask('PATCH', '/channels/settings-slack', { version, name, enabled: true });
    expect((await settings()).integrations.slack.enabled).toBe(true);
    expect((await ask('POST', `/settings/saves/${off.save.id}/undo`)).status).toBe(409);
  });

  it('brings a channel’s switch and its address back by the undo, and takes a new one away', async () => {
    const put = async (body: object) =>
      (await ask('PUT', '/settings', { integrations: { slack: body } })).body.save;
    const undo = async (save: { id: string }) =>
      (await ask('POST', `/settings/saves/${save.id}/undo`)).body.save;
    const address = async () => (await settings()).integrations.slack.webhookUrl.hint;
    const made = await put({ enabled: true, webhookUrl: secrets.slack });
    const moved = await put({ enabled: false, webhookUrl: `${secrets.slack}Zz` });
    const back = await undo(moved);
    expect(await settings()).toMatchObject({ integrations: { slack: { enabled: true } } });
    expect(await address()).toBe('hooks.slack.com/…7P9');
    expect(await put({ enabled: true, webhookUrl: secrets.slack })).toBe(null);
    await undo(back);
    expect(await address()).toBe('hooks.slack.com/…9Zz');

    expect((await ask('POST', `/settings/saves/${made.id}/undo`)).status).toBe(409);
    await house.database.pool.query(
      'delete from channel; delete from setting_save; delete from setting_trace',
    );
    const again = await put({ enabled: true, webhookUrl: secrets.slack });
    const gone = await undo(again);
    expect((await settings()).integrations.slack).toMatchObject({
      enabled: false,
      webhookUrl: { set: false },
    });
    expect(await channels()).toEqual([]);
    await undo(gone);
    expect(await address()).toBe('hooks.slack.com/…7P9');
  });

  it.each([
    [{ notifications: { slack: true } }, 'notifications.slack'],
    [{ notifications: { webhook: true } }, 'notifications.webhook'],
    [{ integrations: { slack: { enabled: true } } }, 'integrations.slack.webhookUrl'],
    [
      {
        notifications: { slack: true },
        integrations: { slack: { enabled: false, webhookUrl: secrets.slack } },
      },
      'notifications.slack',
    ],
  ])('refuses a switch that nothing hangs on, at its field: %j', async (body, path) => {
    const before = await settings();
    const reply = await ask('PUT', '/settings', { thresholds: { cpu: 70 }, ...body });
    expect(reply.status).toBe(400);
    expect(reply.body.errors.map((one: { path: string }) => one.path)).toEqual([path]);
    expect(await settings()).toEqual(before);
    expect(await channels()).toHaveLength(1);
  });

  it('switches all channels of a kind off and on, and takes the masked address as no change', async () => {
    const switched = async (notifications: object) => (await ask('PUT', '/settings', { notifications })).body;
    await switched({ email: true, webhook: secrets.hook });
    const { webhook } = (await settings()).notifications;
    expect((await switched({ webhook })).save).toBe(null);
    expect(await switched({ email: false, webhook: '' })).toMatchObject({
      settings: { notifications: { email: false, webhook: '' } },
    });
    expect((await channels()).map(({ enabled }: { enabled: boolean }) => enabled)).toEqual([false, false]);
    expect(await switched({ email: true, webhook: true })).toMatchObject({
      settings: { notifications: { email: true, webhook } },
    });
  });

  it('writes down who changed what from what', async () => {
    await ask('PUT', '/settings', { thresholds: { cpu: 66 } });
    await house.identity.flush();
    const { entries } = (await ask('GET', '/audit?action=settings.')).body;
    const allowed = entries.find(({ outcome }: { outcome: string }) => outcome === 'allowed');
    expect(allowed).toMatchObject({ action: 'settings.update', target: 'settings' });
    const { saves } = (await ask('GET', '/settings/saves')).body;
    expect(saves[0]).toMatchObject({ what: 'CPU 80 → 66', undone: false });
  });

  it('watches a connection from the moment it is added until it is turned off, and again after an undo', async () => {
    const added = await ask('POST', '/connections', evm());
    expect(added).toMatchObject({
      status: 200,
      body: {
        connection: { id: 'evm:base', enabled: true, secrets: [{ field: 'rpcUrl', hint: 'rpc.example' }] },
      },
    });
    expect([...house.watching.connections.keys()]).toEqual(['evm:ethereum', 'evm:base']);

    const off = await ask('PATCH', '/connections/evm%3Abase', { enabled: false, version: 1 });
    expect([...house.watching.connections.keys()]).toEqual(['evm:ethereum']);
    expect((await ask('PATCH', '/connections/evm%3Abase', { enabled: true, version: 1 })).status).toBe(409);

    await ask('POST', `/settings/saves/${off.body.save.id}/undo`);
    expect([...house.watching.connections.keys()].toSorted()).toEqual(['evm:base', 'evm:ethereum']);

    const gone = await ask('DELETE', '/connections/evm%3Abase');
    expect(gone.status).toBe(200);
    expect([...house.watching.connections.keys()]).toEqual(['evm:ethereum']);
    await ask('POST', `/settings/saves/${gone.body.save.id}/undo`);
    expect((await connections()).map(({ id }: { id: string }) => id)).toContain('evm:base');
  });

  it('refuses a connection that its source would refuse, at the field', async () => {
    const reply = await ask('POST', '/connections', evm({ rpcUrl: 'nowhere', batchSize: 1_000 }));
    expect(reply.status).toBe(400);
    expect(reply.body.errors.map((one: { path: string }) => one.path).toSorted()).toEqual([
      'config.batchSize',
      'config.rpcUrl',
    ]);
    expect((await ask('POST', '/connections', { kind: 'nothing', config: {} })).status).toBe(400);
    expect((await connections()).map(({ id }: { id: string }) => id)).toEqual(['evm:ethereum']);
  });

  it('keeps a secret that is left out, but never sends it to another address', async () => {
    const config = { owner: 'harbor', repositories: ['*'] };
    await ask('POST', '/connections', { kind: 'github', config: { ...config, token: secrets.token } });
    const renamed = await ask('PATCH', '/connections/github', { config: { ...config, owner: 'quay' } });
    expect(renamed.body.connection).toMatchObject({
      config: { owner: 'quay' },
      secrets: [{ field: 'token' }],
    });

    const elsewhere = { ...config, apiUrl: 'https://attacker.example' };
    for (const [method, path, body] of [
      ['PATCH', '/connections/github', { config: elsewhere }],
      ['POST', '/connections/test', { kind: 'github', id: 'github', config: elsewhere }],
    ] as const)
      expect(await ask(method, path, body)).toMatchObject({
        status: 400,
        body: { errors: [{ path: 'config.token' }] },
      });
    const { rows } = await house.database.pool.query(
      "select cursor, fence from connection where id = 'github'",
    );
    expect(rows).toEqual([{ cursor: null, fence: '1' }]);
    const removed = await ask('PATCH', '/connections/github', { config: { ...config, token: null } });
    expect(removed).toMatchObject({ status: 400, body: { errors: [{ path: 'config.token' }] } });
  });

  it('tries a connection without keeping it, and calls nobody inside the house', async () => {
    const { status, body } = await ask(
      'POST',
      '/connections/test',
      evm({ rpcUrl: 'http://127.0.0.1:9/key-of-someone' }),
    );
    expect({ status, ok: body.test.ok, reason: body.test.reason }).toEqual({
      status: 200,
      ok: false,
      reason: 'unreachable',
    });
    expect(JSON.stringify(body)).not.toContain('key-of-someone');
    expect((await connections()).map(({ id }: { id: string }) => id)).toEqual(['evm:ethereum']);
  });

  it('says what each kind of thing takes on disk', async () => {
    const { uses, databaseBytes } = (await ask('GET', '/settings/storage')).body;
    expect(uses.map((use: { name: string; keepDays: number }) => [use.name, use.keepDays])).toEqual([
      ['raw', 30],
      ['fiveMinutes', 180],
      ['hours', 1_095],
      ['logs', 400],
      ['deliveries', 7],
      ['events', 1_095],
    ]);
    expect(databaseBytes).toBeGreaterThan(1_000_000);
  });
});
