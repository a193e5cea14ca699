import { DeployPreview, DeployRuleSet } from '@smartops/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditStore } from '../src/identity/audit/store.ts';
import type { Headers } from '../src/identity/open-room.fixture.ts';
import { testDatabases } from '../src/platform/database/testing.ts';
import { type House, openHouse } from './house.fixture.ts';

const path = '/api/settings/deploy-rules';
const rule = { repository: '*', workflow: 'Nightly', branch: 'main', target: 'staging' };

describe.each(testDatabases)('the routes of the deploy rules on %s', { timeout: 60_000 }, (_engine, open) => {
  let house: House;
  let admin: Headers;
  let operator: Headers;
  let viewer: Headers;
  beforeAll(async () => {
    house = await openHouse(open);
    admin = (await house.signedIn('admin')).as;
    operator = (await house.signedIn('operator')).as;
    viewer = (await house.signedIn('viewer')).as;
  }, 60_000);
  afterAll(() => house.close());

  const save = (as: Headers, version: number, rules: unknown) =>
    house.call('PUT', path, { as: { ...as, origin: house.url }, body: { version, rules } });
  const preview = (as: Headers, rules: unknown) =>
    house.call('POST', `${path}/preview`, { as: { ...as, origin: house.url }, body: { rules } });
  const read = async (as: Headers) =>
    DeployRuleSet.parse(await (await house.call('GET', path, { as })).json());

  it('let everybody read, operators look ahead, and only administrators save', async () => {
    expect(await read(viewer)).toMatchObject({ version: 0, rules: [], previous: null, settled: true });
    expect((await preview(viewer, [rule])).status).toBe(403);
    expect(DeployPreview.parse(await (await preview(operator, [rule])).json())).toMatchObject({ runs: 0 });
    expect((await save(operator, 0, [rule])).status).toBe(403);
    expect((await read(viewer)).version).toBe(0);
  });

  it('save, with what stood before and what stands now in the audit log', async () => {
    const reply = await save(admin, 0, [{ ...rule, workflow: '  Nightly ' }]);

    expect(reply.status).toBe(200);
    expect(await read(viewer)).toMatchObject({ version: 1, rules: [rule], previous: { rules: [] } });
    const [row] = await auditStore(house.database.sql).list({ limit: 1, action: 'deploy-rules.' });
    expect(row).toMatchObject({
      ...{ action: 'deploy-rules.save', outcome: 'allowed' },
      detail: { version: 1, before: [], after: ['* | Nightly | main | staging'] },
    });
  });

  it('answer 409 to whoever has not seen the last version, and put the version before back', async () => {
    const { version } = await read(admin);
    const late = await save(admin, version - 1, []);
    expect(late.status).toBe(409);
    expect((await late.json()).detail).toMatch(/has saved these rules meanwhile/);

    const { previous } = await read(admin);
    expect((await save(admin, version, previous?.rules)).status).toBe(200);
    expect(await read(admin)).toMatchObject({ version: version + 1, rules: [] });
  });

  it.each([
    [[{ ...rule, repository: ' ' }], 'rules.0.repository', 'Write a name, or * for all'],
    [[rule, { ...rule, branch: 'x'.repeat(121) }], 'rules.1.branch', 'At most 120 characters'],
    [[{ ...rule, workflow: '*a*a*a*a' }], 'rules.0.workflow', 'At most 3 stars'],
    [[{ ...rule, target: 'mars' }], 'rules.0.target', ''],
    [Array.from({ length: 51 }, () => rule), 'rules', 'At most 50 rules'],
    ['all', 'rules', ''],
  ])('name the field that is wrong: %#', async (rules, field, words) => {
    for (const reply of [await save(admin, 2, rules), await preview(admin, rules)]) {
      expect(reply.status).toBe(400);
      const { errors } = await reply.json();
      expect(errors).toContainEqual({ path: field, message: expect.stringContaining(words) });
    }
  });
});
