import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../platform/database/testing.ts';
import { type Headers, openRoom, type Room } from './open-room.fixture.ts';
import type { Listener } from './stream-access.ts';

describe.each(testDatabases)('listening to the stream, on %s', { timeout: 60_000 }, (_, open) => {
  let room: Room;
  let listeners: Listener[] = [];
  beforeEach(async () => {
    listeners = [];
    room = await openRoom(open, { listeners: () => listeners });
  }, 60_000);
  afterEach(() => room.close());
  const ticketOf = async (as: Headers): Promise<string> =>
    (await room.call('POST', '/stream-ticket', { as, body: {} })).json().ticket;
  const knock = (headers: Headers, ticket?: string) => {
    const url = new URL(`http://localhost/ws${ticket === undefined ? '' : `?ticket=${ticket}`}`);
    return room.identity.listener({ headers } as IncomingMessage, url);
  };
  const enter = async (as: Headers) => {
    const caller = await knock(as);
    if (!caller) throw new Error('Nobody came in');
    const leave = vi.fn();
    listeners.push({ caller, leave });
    return leave;
  };

  it('lets a ticket work once, without any header', async () => {
    const { id, as } = await room.signedIn('viewer');
    const ticket = await ticketOf(as);

    expect(await knock({}, ticket)).toMatchObject({ id, role: 'viewer' });
    expect(await knock({}, ticket)).toBeUndefined();
    expect(await knock(as, ticket)).toBeUndefined();
  });

  it('lets a ticket work for 30 seconds', async () => {
    const { as } = await room.signedIn('viewer');
    const ticket = await ticketOf(as);
    room.clock.aheadMs = 30_001;

    expect(await knock({}, ticket)).toBeUndefined();
  });

  it('lets a ticket work for its bearer only', async () => {
    const { as } = await room.signedIn('viewer');
    const other = await room.signedIn('admin');
    const ticket = await ticketOf(as);

    expect(await knock(other.as, ticket)).toBeUndefined();
    expect(await knock(other.as, 'made-up')).toBeUndefined();
  });

  it('lets no ticket outlive the session that it was made with', async () => {
    const { id, as } = await room.signedIn('viewer');
    const boss = await room.signedIn('admin');
    const ticket = await ticketOf(as);
    await room.call('DELETE', `/members/${id}`, { as: boss.as });

    expect(await knock({}, ticket)).toBeUndefined();
  });

  it('sends away whose session ended, and nobody else', async () => {
    const boss = await room.signedIn('admin');
    const { as } = await room.signedIn('viewer');
    const [left, stayed] = [await enter(as), await enter(boss.as)];
    await room.call('POST', '/auth/sign-out', { as, body: {} });

    await vi.waitFor(() => expect(left).toHaveBeenCalledWith(4001, expect.any(String)));
    expect(stayed).not.toHaveBeenCalled();
  });

  it('sends away whose role changed', async () => {
    const boss = await room.signedIn('admin');
    const { id, as } = await room.signedIn('viewer');
    const leave = await enter(as);
    await room.call('PATCH', `/members/${id}`, { as: boss.as, body: { role: 'operator' } });

    await vi.waitFor(() => expect(leave).toHaveBeenCalledWith(4003, expect.any(String)));
  });

  it('sends away a key that was revoked', async () => {
    const boss = await room.signedIn('admin');
    const { id, as } = await room.key(['stream:read']);
    const leave = await enter(as);
    await room.call('DELETE', `/api-keys/${id}`, { as: boss.as });

    await vi.waitFor(() => expect(leave).toHaveBeenCalledWith(4001, expect.any(String)));
  });
});
