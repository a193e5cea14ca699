import { api, streamScope, topicRoles } from '@smartops/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Asked, callers, type Seen } from '../src/identity/callers.fixture.ts';
import type { Headers } from '../src/identity/open-room.fixture.ts';
import { testDatabases } from '../src/platform/database/testing.ts';
import { type House, openHouse } from './house.fixture.ts';

// What no hook of the framework sees: replies prepared for the fast lane, and the upgrade to the stream.
const prepared = [
  api.listDeployments,
  api.listAwsServices,
  api.listNetworks,
  api.listActivity,
  api.listSources,
];
const seen: Readonly<Record<number, Seen>> = {
  101: 'in',
  200: 'in',
  304: 'in',
  401: 'unauthorized',
  403: 'forbidden',
};

describe.each(testDatabases)('past the framework, on %s', { timeout: 60_000 }, (_, open) => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse(open);
    await house.person('admin');
  }, 60_000);
  afterAll(() => house.close());
  const shown = (name: string, asked: Asked) => callers[name]?.[0](house, asked) as Promise<Headers>;
  const expected = (name: string, asked: Asked) => callers[name]?.[1](asked);

  it.each(Object.keys(callers))(
    'lets %s read prepared replies as the table says, asked twice',
    async (name) => {
      for (const { path, role, scope } of prepared) {
        const as = await shown(name, { role, scope });
        for (const again of [1, 2]) {
          const reply = await house.call('GET', `/api${path}`, { as });
          const said = { path, again, seen: seen[reply.status] };
          expect(said).toEqual({ path, again, seen: expected(name, { role, scope }) });
          expect(reply.headers.has('etag')).toBe(said.seen === 'in');
        }
      }
    },
  );

  it.each(Object.keys(callers))('lets %s hear the topics of the table and no other', async (name) => {
    const asks = Object.values(topicRoles).map((role) => ({ role, scope: streamScope }) as const);
    const [asked] = asks;
    if (!asked) throw new Error('There are no topics');
    const { status, heard } = await house.listen(await shown(name, asked));

    expect(seen[status]).toBe(expected(name, asked));
    const wanted = Object.keys(topicRoles).filter((_topic, index) => {
      const ask = asks[index];
      return ask && expected(name, ask) === 'in';
    });
    expect(heard).toEqual(wanted.sort());
  });
});
