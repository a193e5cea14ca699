import type { NotifyRoute } from '@smartops/contract';
import { NotifyPolicy } from '@smartops/contract';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { Database } from '../platform/database/database.ts';
import type { OpenDatabase } from '../platform/database/testing.ts';
import { channelStore } from './channel-store.ts';
import { logStore } from './log-store.ts';
import { openNotify } from './open-notify.fixture.ts';
import { itemsOf, openReceiver } from './receiver.fixture.ts';

export const minute = 60_000;
type Receiver = Awaited<ReturnType<typeof openReceiver>>;

interface Here {
  database: Database;
  room: ReturnType<typeof openNotify>;
  receiver: Receiver;
}

/** A room and a receiver anew for each test, over one database; no failure goes unseen. */
export function useTelling(open: OpenDatabase) {
  const here = {} as Here;
  beforeAll(async () => {
    here.database = await open();
  }, 60_000);
  afterAll(() => here.database.close());
  beforeEach(async () => {
    await here.database.pool.query(
      'truncate notice, told, channel, notify_policy, delivery, delivery_notice',
    );
    here.receiver = await openReceiver();
    here.room = openNotify(here.database);
  });
  afterEach(async () => {
    await here.room.close();
    await here.receiver.close();
    expect(here.room.failures).toEqual([]);
  });

  const route = (more: Partial<NotifyRoute>) =>
    channelStore(here.database.sql).putPolicy(
      NotifyPolicy.parse({
        routes: [{ id: 'r', name: 'all', groupMs: 0, steps: [{ afterMs: 0, channels: ['*'] }], ...more }],
      }),
      0,
      { at: 0, by: 'ada' },
    );
  const log = () => logStore(here.database.sql).list({ limit: 500 });
  const keys = (one: Receiver) => one.taken.flatMap(itemsOf).map(({ key }) => key);
  return { here, route, log, keys };
}
