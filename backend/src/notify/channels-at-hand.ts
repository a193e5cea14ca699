import { type ChannelKind, defaultCap } from '@smartops/contract';
import type { OpenChannel } from './channel.ts';
import { channelStore, type StoredChannel } from './channel-store.ts';
import type { Sql } from './sql.ts';

/** What the environment sets; these win and are locked. */
export interface EnvironmentChannels {
  readonly slack: string | undefined;
  readonly discord: string | undefined;
  readonly webhook: { readonly url: string; readonly signing: string | undefined } | undefined;
  readonly email: readonly string[];
}

/** Sealed secrets, kept by another room. */
export interface Secrets {
  read(name: string): Promise<string | undefined>;
  replace(
    tx: Pick<Sql, 'execute'>,
    secret: { name: string; value: string; at: number; by: string },
  ): Promise<void>;
  remove(tx: Pick<Sql, 'execute'>, name: string): Promise<void>;
}

export const urlSecret = (id: string) => `channel:${id}:url`;
export const signingSecret = (id: string) => `channel:${id}:signing`;

/** Every channel there is: those of the environment, then those that people made. */
export async function channelsAtHand(
  database: Pick<Sql, 'execute'>,
  environment: EnvironmentChannels,
): Promise<(StoredChannel & { readonly locked: boolean })[]> {
  const stored = await channelStore(database).list();
  return [
    ...fromEnvironment(environment).map((one) => ({ ...toStored(one), locked: true })),
    ...stored.map((one) => ({ ...one, locked: false })),
  ];
}

/** One channel with its secrets. */
export async function openChannel(
  id: string,
  database: Pick<Sql, 'execute'>,
  { environment, secrets }: { readonly environment: EnvironmentChannels; readonly secrets: Secrets },
): Promise<OpenChannel | undefined> {
  const set = fromEnvironment(environment).find((one) => one.id === id);
  if (set) return set;
  const stored = await channelStore(database).find(id);
  if (!stored) return undefined;
  const { kind, name, enabled, cap, settings } = stored;
  return {
    ...{ id, kind, name, enabled, cap, recipients: settings.recipients, locked: false },
    url: await secrets.read(urlSecret(id)),
    signing: await secrets.read(signingSecret(id)),
  };
}

/** Host and the last three characters: the rest of such an address is its password. */
export function shownAddress(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return '…';
  const rest = `${parsed.pathname}${parsed.search}`;
  return rest.length > 4 ? `${parsed.host}/…${rest.slice(-3)}` : parsed.host;
}

export const shownKey = (secret: string): string => `…${secret.slice(-3)}`;

function fromEnvironment({ slack, discord, webhook, email }: EnvironmentChannels): OpenChannel[] {
  const one = (kind: ChannelKind, name: string, more: Partial<OpenChannel>): OpenChannel => ({
    ...{ id: `env-${kind}`, kind, name, enabled: true, cap: defaultCap, locked: true },
    ...{ recipients: [], url: undefined, signing: undefined, ...more },
  });
  return [
    ...(email.length > 0 ? [one('email', 'Mail', { recipients: email })] : []),
    ...(slack ? [one('slack', 'Slack', { url: slack })] : []),
    ...(discord ? [one('discord', 'Discord', { url: discord })] : []),
    ...(webhook ? [one('webhook', 'Webhook', webhook)] : []),
  ];
}

function toStored({ id, kind, name, enabled, cap, recipients, url, signing }: OpenChannel): StoredChannel {
  const address = url ? shownAddress(url) : recipients.join(', ');
  const settings = { recipients, address, signing: signing ? shownKey(signing) : null };
  return { id, kind, name, enabled, cap, settings, version: 0 };
}
