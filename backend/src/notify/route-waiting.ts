import { randomUUID } from 'node:crypto';
import type { OpenChannel } from './channel.ts';
import { channelStore } from './channel-store.ts';
import { channelsAtHand, type EnvironmentChannels } from './channels-at-hand.ts';
import { noticeStore } from './notice-store.ts';
import { place } from './place.ts';
import { placeStore } from './place-store.ts';
import { defaultPolicy, isAnswered, route } from './route.ts';
import type { Sql } from './sql.ts';

const atOnce = 1_000;

interface Routing {
  readonly database: Sql;
  readonly environment: EnvironmentChannels;
  readonly now: () => number;
}

/** Puts what was written down into messages, all or nothing. Returns whether there may be more. */
export async function routeWaiting({ database, environment, now }: Routing): Promise<boolean> {
  return database.transaction(async (tx) => {
    const notices = noticeStore(tx);
    await placeStore(tx).lock();
    const waiting = await notices.unrouted(atOnce);
    if (waiting.length === 0) return false;
    const at = now();
    const channels = (await channelsAtHand(tx, environment)).filter(({ enabled }) => enabled);
    const policy = (await channelStore(tx).policy())?.policy ?? defaultPolicy;
    const answered = waiting.filter(({ kind }) => isAnswered(kind)).map(({ subject }) => subject);
    const reached = await placeStore(tx).reached(answered);
    const ids = channels.map(({ id }) => id);
    const routed = waiting.map((notice) => ({
      notice,
      targets: notice.personal
        ? []
        : route(notice, policy, at, { channels: ids, reached: reached.get(notice.subject) }),
    }));
    const loads = await placeStore(tx).loads(channels, at);
    const names = new Map(channels.map(({ id, name }: Pick<OpenChannel, 'id' | 'name'>) => [id, name]));
    await placeStore(tx).save(place(routed, loads, { now: at, newId: randomUUID }), names, at);
    const unsent = routed.flatMap(({ notice, targets }) => (targets.length === 0 ? [notice.id] : []));
    await notices.routed(
      waiting.map(({ id }) => id),
      at,
      { unsent, why: channels.length > 0 ? 'no route takes it' : 'there is no channel that is switched on' },
    );
    return waiting.length === atOnce;
  });
}
