import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sender } from '@smartops/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../src/platform/database/testing.ts';
import { type House, openHouse } from './house.fixture.ts';

const alertmanager = '/usr/bin/prometheus-alertmanager';
const one = (more: object = {}) => ({
  status: 'firing',
  labels: { alertname: 'HighErrors', severity: 'critical', instance: 'shop' },
  annotations: { summary: 'shop answers 5 % with 5xx' },
  startsAt: new Date(Date.now() - 60_000).toISOString(),
  fingerprint: 'f1',
  ...more,
});
const body = (...alerts: object[]) => ({ version: '4', status: 'firing', alerts });

describe.each(testDatabases)('senders, on %s', { timeout: 120_000 }, (_, open) => {
  let house: House;
  let sender: Sender;
  let token: string;
  const ask = async (method: string, path: string, said?: unknown) => {
    const reply = await house.call(method, `/api${path}`, said === undefined ? {} : { body: said });
    return { status: reply.status, body: await reply.json() };
  };
  const tell = async (said: unknown, by = token, to = sender.path) =>
    (await house.call('POST', to, { as: { authorization: `Bearer ${by}` }, body: said })).status;
  const alerts = async (state = 'firing') => (await ask('GET', `/alerts?state=${state}`)).body.alerts;
  const senders = async (): Promise<Sender[]> => (await ask('GET', '/senders')).body.senders;

  beforeAll(async () => {
    house = await openHouse(open, { AUTH_MODE: 'open', TRUST_PROXY: '0' });
    ({ sender, token } = (await ask('POST', '/senders', { name: 'prometheus', kind: 'alertmanager' })).body);
  }, 120_000);
  afterAll(() => house.close());

  it('makes an alert of what a sender tells, once however often it is told, and ends it when told so', async () => {
    expect(await tell(body(one()))).toBe(202);
    const [told, ...others] = await alerts();
    expect(told).toMatchObject({
      title: 'shop answers 5 % with 5xx',
      severity: 'critical',
      resourceName: 'shop',
      source: `sender:${sender.id}`,
      labels: { alertname: 'HighErrors' },
    });
    expect(others).toEqual([]);
    expect(await tell(body(one()))).toBe(202);
    expect((await alerts()).map(({ id }: { id: string }) => id)).toEqual([told.id]);
    expect((await ask('GET', '/incidents')).body.incidents).toMatchObject([
      { alertIds: [told.id], status: 'open' },
    ]);

    expect(await tell(body(one({ status: 'resolved', endsAt: new Date().toISOString() })))).toBe(202);
    expect(await alerts()).toEqual([]);
    expect((await senders())[0]).toMatchObject({ received: 3, refusal: null });
  });

  it('takes nothing by a forged token, and writes the attempt down', async () => {
    expect(await tell(body(one()), 'soa_in_forged')).toBe(401);
    expect(await tell(body(one()), token, '/api/in/alerts/nobody')).toBe(401);
    expect((await house.call('POST', sender.path, { body: body(one()) })).status).toBe(401);
    expect((await house.call('POST', `${sender.path}?token=${token}`, { body: body(one()) })).status).toBe(
      401,
    );
    expect(await alerts()).toEqual([]);

    await house.identity.flush();
    const { entries } = (await ask('GET', '/audit?action=alert.receive')).body;
    expect(entries[0]).toMatchObject({ outcome: 'refused', actor: { kind: 'anonymous' } });
    expect(JSON.stringify(entries)).not.toContain('soa_in_forged');
  });

  it('says why it took nothing of what it cannot read', async () => {
    expect(await tell({ version: '3', alerts: [] })).toBe(400);
    expect(await tell({ version: '4', alerts: [one(), one({ status: 'perhaps' })] })).toBe(400);
    expect(await tell({ version: '4', alerts: Array(1_001).fill(one()) })).toBe(400);
    expect(await tell({ version: '4', padding: 'x'.repeat(3_000_000) })).toBe(413);
    expect(await alerts()).toEqual([]);
    expect((await senders())[0]?.refusal?.reason).toMatch(/At most 1000/);
  });

  it('refuses the old token from the moment there is a new one, and a revoked one', async () => {
    const made = (await ask('POST', `/senders/${sender.id}/token`)).body;
    expect(await tell(body(one()), token)).toBe(401);
    token = made.token;
    expect(await tell(body(one()), token)).toBe(202);
    const { version } = made.sender;
    expect(
      (await ask('PATCH', `/senders/${sender.id}`, { version: version - 1, revoked: true })).status,
    ).toBe(409);
    expect((await ask('PATCH', `/senders/${sender.id}`, { version, revoked: true })).status).toBe(200);
    expect(await tell(body(one()))).toBe(401);
    expect((await ask('PATCH', `/senders/${sender.id}`, { revoked: false })).status).toBe(200);

    const { rows } = await house.database.pool.query('select * from sender');
    expect(JSON.stringify([rows, await senders()])).not.toContain(token);
  });

  it('changes an edit back, and that back again, but not over what came after', async () => {
    const mapping = { alerts: 'items', title: 'what' };
    const made = (await ask('POST', '/senders', { name: 'queue', kind: 'generic', mapping })).body.sender;
    const edit = async (more: object) => (await ask('PATCH', `/senders/${made.id}`, more)).body.sender;
    const undo = (version: number) => ask('POST', `/senders/${made.id}/undo`, { version });

    expect((await undo(made.version)).status).toBe(409);
    const renamed = await edit({ name: 'queues', mapping: { ...mapping, title: 'name' } });
    const back = await undo(renamed.version);
    expect(back.body.sender).toMatchObject({ name: 'queue', mapping: { title: 'what' }, version: 3 });
    expect((await undo(3)).body.sender).toMatchObject({ name: 'queues', mapping: { title: 'name' } });

    const revoked = await edit({ revoked: true });
    await edit({ name: 'later' });
    expect((await undo(revoked.version)).status).toBe(409);
    expect((await undo(revoked.version + 1)).body.sender).toMatchObject({ name: 'queues', revoked: true });
    const { sender: fresh } = (await ask('POST', `/senders/${made.id}/token`)).body;
    expect((await undo(fresh.version)).status).toBe(409);
    await house.identity.flush();
    const { entries } = (await ask('GET', '/audit?action=sender.undo')).body;
    expect(entries.filter(({ outcome }: { outcome: string }) => outcome === 'allowed')).toHaveLength(3);
    await ask('DELETE', `/senders/${made.id}`);
  });

  it('tries a mapping on a sample, and keeps nothing of it', async () => {
    const mapping = { alerts: 'items', title: 'what', severity: 'prio' };
    const sample = { items: [{ what: 'Late', prio: 'p1' }] };
    const tried = await ask('POST', '/senders/preview', { kind: 'generic', mapping, sample });
    expect(tried.body.alerts).toMatchObject([{ title: 'Late', severity: 'critical', status: 'firing' }]);
    const wrong = await ask('POST', '/senders/preview', {
      kind: 'generic',
      mapping: { ...mapping, title: '[[' },
      sample,
    });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: 'mapping.title' }] } });
  });

  it('slows a sender down that comes too often', async () => {
    const busy = (await ask('POST', '/senders', { name: 'busy', kind: 'alertmanager' })).body;
    const replies: number[] = [];
    for (let count = 0; count < 125; count++) replies.push(await tell(body(), busy.token, busy.sender.path));
    expect(replies.filter((status) => status === 202)).toHaveLength(120);
    expect(replies.at(-1)).toBe(429);
    await ask('DELETE', `/senders/${busy.sender.id}`);
  });

  it.skipIf(!existsSync(alertmanager))('hears a real Alertmanager, by its own webhook', async () => {
    const made = (await ask('POST', '/senders', { name: 'real', kind: 'alertmanager' })).body;
    const real = await startAlertmanager(house.url + made.sender.path, made.token);
    try {
      const post = (endsAt: number) =>
        fetch(`${real.url}/api/v2/alerts`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify([
            {
              labels: { alertname: 'DiskFull', severity: 'error', instance: 'db-1' },
              annotations: { summary: 'db-1 has no room left' },
              startsAt: new Date(Date.now() - 60_000).toISOString(),
              endsAt: new Date(endsAt).toISOString(),
            },
          ]),
        });
      await post(Date.now() + 600_000);
      await until(async () => (await titles()).includes('db-1 has no room left'));
      await post(Date.now() - 1_000);
      await until(async () => !(await titles()).includes('db-1 has no room left'));
    } finally {
      await real.stop();
    }
    expect((await senders()).find(({ name }) => name === 'real')).toMatchObject({
      received: 2,
      refusal: null,
    });
  });
  const titles = async () => (await alerts()).map(({ title }: { title: string }) => title);

  it('ends what a sender told of when the sender is removed', async () => {
    expect(await alerts()).toHaveLength(1);
    expect((await ask('DELETE', `/senders/${sender.id}`)).status).toBe(200);
    expect(await alerts()).toEqual([]);
    expect(await tell(body(one()))).toBe(401);
    expect((await senders()).map(({ id }) => id)).not.toContain(sender.id);
  });

  it('brings a removed sender back, with its token', async () => {
    const back = await ask('POST', `/senders/${sender.id}/restore`);
    expect(back).toMatchObject({ status: 200, body: { sender: { id: sender.id, name: 'prometheus' } } });
    expect((await ask('POST', `/senders/${sender.id}/restore`)).status).toBe(404);
    expect(await tell(body(one()))).toBe(202);
    expect(await alerts()).toHaveLength(1);
  });
});

async function until(done: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (await done()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('It did not come to that');
}

async function startAlertmanager(url: string, token: string) {
  const folder = mkdtempSync(join(tmpdir(), 'alertmanager-'));
  writeFileSync(join(folder, 'token'), token, { mode: 0o600 });
  writeFileSync(
    join(folder, 'alertmanager.yml'),
    `route: { receiver: smartops, group_wait: 0s, group_interval: 1s, repeat_interval: 1h }
receivers:
  - name: smartops
    webhook_configs:
      - url: ${url}
        send_resolved: true
        http_config: { authorization: { credentials_file: ${join(folder, 'token')} } }
`,
  );
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  const child = spawn(
    alertmanager,
    [
      `--config.file=${join(folder, 'alertmanager.yml')}`,
      `--storage.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
      '--cluster.listen-address=',
    ],
    { stdio: 'ignore' },
  );
  const base = `http://127.0.0.1:${port}`;
  await until(async () => (await fetch(`${base}/-/ready`).catch(() => undefined))?.ok ?? false);
  return {
    url: base,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
