import type { IncomingMessage } from 'node:http';
import { api, type Role, streamScope, topicRoles } from '@smartops/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionRoutes } from '../actions/routes.ts';
import { alertRoutes } from '../alerts/routes.ts';
import { ruleRoutes } from '../alerts/rules/routes.ts';
import { receiveRoutes } from '../alerts/senders/receive-routes.ts';
import { senderRoutes } from '../alerts/senders/routes.ts';
import { collectorRoutes } from '../collector/routes.ts';
import { webhookRoutes } from '../collector/webhooks/routes.ts';
import { incidentRoutes } from '../incidents/routes.ts';
import { notifyRoutes } from '../notify/routes.ts';
import { overviewRoutes } from '../overview/routes.ts';
import { deliveryRoutes } from '../pipelines/delivery-routes.ts';
import { deploymentRoutes } from '../pipelines/deployment-routes.ts';
import { pipelineRoutes } from '../pipelines/routes.ts';
import { runRoutes } from '../pipelines/run-routes.ts';
import { testDatabases } from '../platform/database/testing.ts';
import { decide } from '../platform/http/caller.ts';
import type { Server } from '../platform/http/server.ts';
import { deployRuleRoutes } from '../settings/deploy-rule-routes.ts';
import { settingsRoutes } from '../settings/routes.ts';
import { authTable } from './auth-table.ts';
import { type Asked, callers, type Seen } from './callers.fixture.ts';
import { type Headers, openRoom, type Room } from './open-room.fixture.ts';

interface Row extends Asked {
  readonly name: string;
  readonly kind: 'rest' | 'auth' | 'topic';
  /** Whether the caller with these headers was let in. */
  readonly ask: (room: Room, headers: Headers) => Promise<Seen | 'absent'>;
}
const pathOf = (path: string) => path.replace(/:\w+/g, 'nobody');

function rest(method: string, path: string): Row['ask'] {
  return async ({ call }, as) => {
    const reply = await call(method, pathOf(path), { as, ...(method !== 'GET' && { body: {} }) });
    const { detail } = [401, 403, 404].includes(reply.statusCode) ? reply.json() : {};
    // better-auth has 401 and 403 of its own for what is wrong with the input.
    if (reply.statusCode === 401 && detail === 'Sign in, or send an API key') return 'unauthorized';
    if (reply.statusCode === 403 && detail === 'You may not do that here') return 'forbidden';
    if (reply.statusCode === 404 && /^There is nothing at/.test(detail)) return 'absent';
    return 'in';
  };
}

const listen: (role: Role) => Row['ask'] =
  (role) =>
  async ({ identity }, headers) => {
    const url = new URL('http://localhost/ws');
    const caller = await identity.listener({ headers } as IncomingMessage, url);
    const decision = decide(caller, { role, scope: streamScope }, identity.authority.workspace);
    return decision === 'allowed' ? 'in' : decision;
  };

const rows: readonly Row[] = [
  ...Object.entries(api).map(([name, { method, path, role, scope }]) => ({
    ...{ name, role, scope, kind: 'rest' as const },
    ask: rest(method, path),
  })),
  {
    name: 'exportAudit',
    role: 'admin',
    scope: 'audit:read',
    kind: 'rest',
    ask: rest('GET', '/audit/export'),
  },
  ...authTable.map(({ method, path, role }) => ({
    ...{ name: `auth${path}`, role, scope: null, kind: 'auth' as const },
    ask: rest(method, `/auth${path}`),
  })),
  ...Object.entries(topicRoles).map(([name, role]) => ({
    ...{ name: `topic ${name}`, role, scope: 'stream:read' as const, kind: 'topic' as const },
    ask: listen(role),
  })),
];

/** Ports of rooms that have nothing to say: who may call is decided before. */
const nothing: never = new Proxy(() => undefined, { get: () => nothing }) as never;
const mount = (app: Server) => {
  overviewRoutes(app, nothing);
  pipelineRoutes(app, nothing);
  deliveryRoutes(app, nothing);
  runRoutes(app, nothing);
  deploymentRoutes(app, nothing);
  actionRoutes(app, nothing);
  settingsRoutes(app, nothing);
  deployRuleRoutes(app, nothing);
  senderRoutes(app, nothing);
  receiveRoutes(app, nothing);
  webhookRoutes(app, nothing);
  collectorRoutes(app, nothing);
  incidentRoutes(app, nothing);
  alertRoutes(app, nothing);
  notifyRoutes(app, nothing);
  ruleRoutes(app, nothing);
};

describe.each(testDatabases)('who may do what, on %s', { timeout: 60_000 }, (_, open) => {
  let room: Room;
  let house: Room;
  let asserted = 0;
  beforeAll(async () => {
    room = await openRoom(open, { mount });
    house = await openRoom(open, { mount, variables: { AUTH_MODE: 'open' } });
    await room.person('admin');
  }, 60_000);
  afterAll(async () => {
    await room.close();
    await house.close();
  });

  it.each(rows.map((row) => [row.name, row] as const))('%s', async (_name, row) => {
    for (const [caller, [shows, expected]] of Object.entries(callers)) {
      const seen = await row.ask(room, await shows(room, row));
      expect({ caller, seen }).toEqual({ caller, seen: expected(row) });
      asserted++;
    }
    const seen = await row.ask(house, {});
    expect({ caller: 'loopback', seen }).toEqual({
      caller: 'loopback',
      seen: row.kind === 'auth' ? 'absent' : 'in',
    });
    asserted++;
  });

  it('leaves no cell out', () => {
    expect(rows).toHaveLength(
      Object.keys(api).length + 1 + authTable.length + Object.keys(topicRoles).length,
    );
    expect(asserted).toBe(rows.length * (Object.keys(callers).length + 1));
  });
});
