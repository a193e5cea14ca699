import { randomUUID } from 'node:crypto';
import { ConflictError } from '../platform/errors.ts';
import { type Change, channelStore, type StoredChannel } from './channel-store.ts';
import { channelsAtHand, shownAddress, urlSecret } from './channels-at-hand.ts';
import type { NotifyContext } from './context.ts';
import type { Sql } from './sql.ts';
import {
  ownIds,
  planSwitches,
  type Refusal,
  type Switchable,
  type Switching,
  type SwitchStanding,
  type SwitchWishes,
  standingOf,
} from './switches.ts';

type Context = Pick<NotifyContext, 'database' | 'environment' | 'secrets' | 'ways'>;

/** What a channel was before it was switched, so that it can be brought back. */
export interface ChannelTrace {
  readonly subject: string;
  readonly version: number;
  readonly before: {
    /** Null: it was not there. */
    readonly channel: Pick<StoredChannel, 'name' | 'enabled' | 'cap' | 'settings'> | null;
    /** Where its address lies sealed, when it got another. */
    readonly url: string | null;
  };
}

/** Done in the transaction of whoever wishes it. Throws ConflictError when a channel was changed meanwhile. */
export type ChannelDeed = (tx: Sql, change: Change) => Promise<ChannelTrace[]>;

export interface SwitchPlan {
  readonly refusals: readonly Refusal[];
  /** How all stands afterwards, and which own channels get an address. */
  readonly after: SwitchStanding;
  readonly addressed: readonly { readonly kind: string; readonly isNew: boolean }[];
  readonly deed: ChannelDeed | undefined;
}

const prefix = 'channel:';
const meanwhile = 'Somebody else has changed a channel meanwhile. Load it again and compare.';

export async function switchStanding(context: Context): Promise<SwitchStanding> {
  return standingOf(await switchables(context));
}

/** Looks ahead at what wishes would do. */
export async function planSwitching(wishes: SwitchWishes, context: Context): Promise<SwitchPlan> {
  const channels = await switchables(context);
  const own = { ...wishes.own };
  // The same address again is none.
  for (const kind of ['slack', 'webhook'] as const) {
    const { url, ...rest } = own[kind] ?? {};
    const isHere = channels.some(({ id, removed }) => id === ownIds[kind] && !removed);
    if (url && isHere && (await context.secrets.read(urlSecret(ownIds[kind]))) === url) own[kind] = rest;
  }
  const mail = context.ways.mail !== undefined;
  const { switchings, refusals } = planSwitches({ ...wishes, own }, { channels, mail });
  const afterwards = switchings.map(({ after, url }) => withAddress(after, url));
  const others = channels.filter(({ id }) => !afterwards.some((one) => one.id === id));
  const changed = afterwards.map((one) => ({ ...one, locked: false, removed: false }));
  const old = new Map<string, string>();
  for (const { before, url, after } of switchings) {
    const known = before && url !== undefined && (await context.secrets.read(urlSecret(after.id)));
    if (known) old.set(after.id, known);
  }
  return {
    refusals,
    after: standingOf([...others, ...changed]),
    addressed: switchings.flatMap(({ before, after: { kind }, url }) =>
      url === undefined ? [] : [{ kind, isNew: !before || before.removed }],
    ),
    deed:
      switchings.length === 0
        ? undefined
        : async (tx, change) => {
            const traces: ChannelTrace[] = [];
            for (const one of switchings)
              traces.push(await carryOut(tx, one, { change, context, old: old.get(one.after.id) }));
            return traces;
          },
  };
}

/** Looks ahead at bringing a channel back. Throws ConflictError when it was changed since. */
export async function planTakingBack(
  { subject, version, before }: ChannelTrace,
  context: Context,
): Promise<ChannelDeed> {
  const id = subject.slice(prefix.length);
  const since = 'The same was changed again since, so this cannot be undone by itself';
  const now = await kept(context.database, id);
  if (!now || now.version !== version) throw new ConflictError(since);
  const { channel } = before;
  if (!channel)
    return async (tx, change) => {
      if (!(await channelStore(tx).remove({ id, version }, change))) throw new ConflictError(since);
      return [{ subject, version: version + 1, before: { channel: fieldsOf(now), url: null } }];
    };
  const url = before.url === null ? undefined : await context.secrets.read(before.url);
  const old = url === undefined ? undefined : await context.secrets.read(urlSecret(id));
  if (before.url !== null && url === undefined)
    throw new ConflictError('The address that it had is no longer kept, so this cannot be undone');
  return async (tx, change) => [
    await carryOut(tx, { before: now, after: { ...now, ...channel }, url }, { change, context, old }),
  ];
}

const fieldsOf = ({ name, enabled, cap, settings }: StoredChannel) => ({ name, enabled, cap, settings });

async function carryOut(
  tx: Sql,
  { before, after, url }: Switching,
  {
    change,
    context: { secrets },
    old,
  }: { readonly change: Change; readonly context: Context; readonly old: string | undefined },
): Promise<ChannelTrace> {
  const { id } = after;
  const wanted = withAddress(after, url);
  const written = await write(tx, before, wanted, change);
  if (!written) throw new ConflictError(meanwhile);
  const place = old === undefined ? null : `channel/${id}/${randomUUID().slice(0, 8)}`;
  if (place && old !== undefined) await secrets.replace(tx, { name: place, value: old, ...change });
  if (url !== undefined) await secrets.replace(tx, { name: urlSecret(id), value: url, ...change });
  const was = before && !before.removed ? fieldsOf(before) : null;
  return { subject: `${prefix}${id}`, version: written.version, before: { channel: was, url: place } };
}

async function write(
  tx: Sql,
  before: Switchable | undefined,
  wanted: StoredChannel,
  change: Change,
): Promise<StoredChannel | undefined> {
  const store = channelStore(tx);
  if (!before) return store.add({ ...wanted, version: 1 }, change);
  if (!before.removed) return store.update({ ...wanted, version: before.version }, change);
  const back = await store.restore(wanted.id, change);
  return back && store.update({ ...wanted, version: back.version }, change);
}

function withAddress(channel: StoredChannel, url: string | undefined): StoredChannel {
  if (url === undefined) return channel;
  return { ...channel, settings: { ...channel.settings, address: shownAddress(url) } };
}

/** Every channel, and own ones that were removed. */
async function switchables({ database, environment }: Context): Promise<Switchable[]> {
  const there = (await channelsAtHand(database, environment)).map((one) => ({ ...one, removed: false }));
  const gone = await Promise.all(
    Object.values(ownIds)
      .filter((id) => !there.some((one) => one.id === id))
      .map((id) => kept(database, id)),
  );
  return [...there, ...gone.filter((one) => one !== undefined)];
}

async function kept(database: Pick<Sql, 'execute'>, id: string): Promise<Switchable | undefined> {
  const found = await channelStore(database).findKept(id);
  return found && { ...found.channel, locked: false, removed: found.removed };
}
