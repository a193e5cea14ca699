import { randomUUID } from 'node:crypto';
import type { ChannelInput, ChannelKind } from '@smartops/contract';
import { AppError, ConflictError, NotFoundError } from '../platform/errors.ts';
import { channelStore, type StoredChannel } from './channel-store.ts';
import { newSigningSecret } from './channels/webhook/signature.ts';
import { shownAddress, shownKey, signingSecret, urlSecret } from './channels-at-hand.ts';
import type { Doer, NotifyContext } from './context.ts';
import type { Sql } from './sql.ts';

export interface Changed {
  readonly channel: StoredChannel;
  /** A new key, shown this once. */
  readonly signingSecret: string | null;
}

const most = 100;
const inUse = 'Somebody else has changed this channel meanwhile. Look at it again';

/** Throws AppError when it cannot be one. */
export async function createChannel(
  kind: ChannelKind,
  input: ChannelInput,
  doer: Doer,
  context: NotifyContext,
): Promise<Changed> {
  complete(kind, input, context);
  const id = randomUUID();
  const secret = kind === 'webhook' ? newSigningSecret() : null;
  const { name, enabled, cap, recipients = [], url } = input;
  const address = url ? shownAddress(url) : recipients.join(', ');
  const settings = {
    recipients: kind === 'email' ? recipients : [],
    address,
    signing: secret && shownKey(secret),
  };
  const channel: StoredChannel = { id, kind, name, enabled, cap, settings, version: 1 };
  const step = { action: 'channel.create', target: name, detail: { id, kind, address } };
  await doer.privileged(step, async (tx) => {
    const store = channelStore(tx);
    if ((await store.list()).length >= most) throw new AppError('invalid', `At most ${most} channels`);
    await store.add(channel, by(doer, context));
    await seal(tx, { id, url, secret }, doer, context);
  });
  return { channel, signingSecret: secret };
}

/** Throws NotFoundError, and ConflictError when it has changed since `version` or the environment sets it. */
export async function updateChannel(
  {
    id,
    version,
    newSigningSecret: wanted,
    ...input
  }: ChannelInput & {
    readonly id: string;
    readonly version: number;
    readonly newSigningSecret: boolean;
  },
  doer: Doer,
  context: NotifyContext,
): Promise<Changed> {
  const before = await editable(id, context);
  if (before.kind === 'email') complete('email', input, context);
  const secret = wanted && before.kind === 'webhook' ? newSigningSecret() : null;
  const recipients = before.kind === 'email' ? (input.recipients ?? []) : [];
  const { name, enabled, cap, url } = input;
  const address = url ? shownAddress(url) : recipients.join(', ') || before.settings.address;
  const settings = { recipients, address, signing: secret ? shownKey(secret) : before.settings.signing };
  const detail = { id, kind: before.kind, address, enabled, newKey: secret !== null };
  const channel = await doer.privileged({ action: 'channel.update', target: name, detail }, async (tx) => {
    const one = { ...before, name, enabled, cap, settings, version };
    const after = await channelStore(tx).update(one, by(doer, context));
    if (!after) throw new ConflictError(inUse);
    await seal(tx, { id, url, secret }, doer, context);
    return after;
  });
  return { channel, signingSecret: secret };
}

/** Throws NotFoundError and ConflictError. */
export async function deleteChannel(
  { id, version }: { readonly id: string; readonly version: number },
  doer: Doer,
  context: NotifyContext,
): Promise<void> {
  const { name, kind } = await editable(id, context);
  const step = { action: 'channel.delete', target: name, detail: { id, kind } };
  await doer.privileged(step, async (tx) => {
    if (!(await channelStore(tx).remove({ id, version }, by(doer, context)))) throw new ConflictError(inUse);
  });
}

/** Throws NotFoundError when there is nothing to restore. */
export async function restoreChannel(id: string, doer: Doer, context: NotifyContext): Promise<StoredChannel> {
  const step = { action: 'channel.restore', target: id, detail: { id } };
  return doer.privileged(step, async (tx) => {
    const channel = await channelStore(tx).restore(id, by(doer, context));
    if (!channel) throw new NotFoundError('Removed channel', id);
    return channel;
  });
}

/** Forgets channels that were removed before a moment, with their secrets. */
export async function forgetChannels(
  before: number,
  { database, secrets }: Pick<NotifyContext, 'database' | 'secrets'>,
): Promise<void> {
  for (const { id } of await channelStore(database).forgotten(before))
    await database.transaction(async (tx) => {
      await channelStore(tx).forget(id);
      await secrets.remove(tx, urlSecret(id));
      await secrets.remove(tx, signingSecret(id));
    });
}

async function editable(id: string, { database }: NotifyContext): Promise<StoredChannel> {
  if (id.startsWith('env-')) throw new ConflictError('The environment sets this channel. Change it there');
  const found = await channelStore(database).find(id);
  if (!found) throw new NotFoundError('Channel', id);
  return found;
}

function complete(kind: ChannelKind, { url, recipients = [] }: ChannelInput, { ways }: NotifyContext): void {
  if (kind !== 'email') {
    if (!url) throw new AppError('invalid', 'Enter the address that messages are sent to');
    return;
  }
  if (recipients.length === 0) throw new AppError('invalid', 'Enter at least one recipient');
  if (!ways.mail)
    throw new AppError(
      'invalid',
      'This server sends no mail: set SMTP_URL and MAIL_FROM, and start it again',
    );
}

const by = ({ caller }: Doer, { ways }: NotifyContext) => ({ at: ways.now(), by: caller.name });

async function seal(
  tx: Sql,
  { id, url, secret }: { id: string; url: string | undefined; secret: string | null },
  doer: Doer,
  context: NotifyContext,
): Promise<void> {
  const stamp = by(doer, context);
  if (url) await context.secrets.replace(tx, { name: urlSecret(id), value: url, ...stamp });
  if (secret) await context.secrets.replace(tx, { name: signingSecret(id), value: secret, ...stamp });
}
