import { type ChannelKind, defaultCap } from '@smartops/contract';
import type { StoredChannel } from './channel-store.ts';

/** Kinds that the settings know by name. */
export type SwitchedKind = Extract<ChannelKind, 'email' | 'slack' | 'webhook'>;
const switchedKinds: readonly SwitchedKind[] = ['email', 'slack', 'webhook'];

/** The one channel of a kind that the settings make and change. It stands among the others and may be renamed there. */
export const ownIds = { slack: 'settings-slack', webhook: 'settings-webhook' } as const;
const ownNames = { slack: 'Slack', webhook: 'Webhook' } as const;
export type OwnKind = keyof typeof ownIds;

/** The variables that set a channel of a kind. */
const kindVariables: Readonly<Record<SwitchedKind, string>> = {
  email: 'NOTIFY_EMAIL',
  slack: 'SLACK_WEBHOOK_URL',
  webhook: 'NOTIFY_WEBHOOK_URL',
};

/** A channel as it is here, with what else decides about switching it. */
export interface Switchable extends StoredChannel {
  /** Set by the environment. */
  readonly locked: boolean;
  /** Of an own channel: it was removed and can come back. */
  readonly removed: boolean;
}

/** What is wished of the channels; what is left out stays. */
export interface SwitchWishes {
  /** Whether a kind delivers at all. */
  readonly kinds: Readonly<Partial<Record<SwitchedKind, boolean>>>;
  /** The own channels. */
  readonly own: Readonly<
    Partial<Record<OwnKind, { readonly enabled?: boolean | undefined; readonly url?: string | undefined }>>
  >;
}

/** How an own channel becomes; `version` is the one it is based on, 0 for a new one. */
export interface Switching {
  readonly before: Switchable | undefined;
  readonly after: StoredChannel;
  readonly url: string | undefined;
}

export interface Refusal {
  readonly about: { readonly kind: SwitchedKind; readonly part: 'kind' | 'enabled' | 'url' };
  /** What locks it; else it cannot be done for another reason. */
  readonly variable: string | null;
  readonly message: string;
}

interface Ground {
  readonly channels: readonly Switchable[];
  /** Whether the server sends mail. */
  readonly mail: boolean;
}

type Draft = Map<string, Switching>;

/** What becomes of which channel; or why it cannot be done, and then nothing is. Pure. */
export function planSwitches(
  wishes: SwitchWishes,
  ground: Ground,
): { readonly switchings: readonly Switching[]; readonly refusals: readonly Refusal[] } {
  const draft: Draft = new Map();
  const refusals = [
    ...(['slack', 'webhook'] as const).flatMap((kind) => planOwn(kind, wishes, ground, draft) ?? []),
    ...switchedKinds.flatMap((kind) => planKind(kind, wishes, ground, draft) ?? []),
  ];
  const switchings = [...draft.values()].filter(
    ({ before, after, url }) =>
      url !== undefined || !before || before.removed || before.enabled !== after.enabled,
  );
  return { switchings, refusals };
}

function planOwn(
  kind: OwnKind,
  { own }: SwitchWishes,
  { channels }: Ground,
  draft: Draft,
): Refusal | undefined {
  const { enabled, url } = own[kind] ?? {};
  if (enabled === undefined && url === undefined) return undefined;
  const refuse = (part: 'enabled' | 'url', message: string, variable: string | null = null) => ({
    ...{ about: { kind, part }, message, variable },
  });
  if (channels.some((one) => one.locked && one.kind === kind))
    return url === undefined && enabled
      ? undefined
      : refuse(url === undefined ? 'enabled' : 'url', '', kindVariables[kind]);
  const before = channels.find(({ id }) => id === ownIds[kind]);
  const standing = before && !before.removed ? before : undefined;
  if (!standing && url === undefined)
    return enabled ? refuse('url', 'Enter the address of the webhook') : undefined;
  const fresh: StoredChannel = {
    ...{ id: ownIds[kind], kind, name: ownNames[kind], cap: defaultCap, version: before?.version ?? 0 },
    ...{ enabled: false, settings: { recipients: [], address: '', signing: null } },
  };
  const after = { ...(standing ?? fresh), enabled: enabled ?? standing?.enabled ?? false };
  draft.set(after.id, { before, after, url });
  return undefined;
}

function planKind(
  kind: SwitchedKind,
  { kinds, own }: SwitchWishes,
  { channels, mail }: Ground,
  draft: Draft,
): Refusal | undefined {
  const wished = kinds[kind];
  if (wished === undefined) return undefined;
  const refuse = (message: string, variable: string | null = null): Refusal => ({
    ...{ about: { kind, part: 'kind' }, message, variable },
  });
  const ofKind = (after: readonly StoredChannel[]) => after.filter((one) => one.kind === kind);
  const untouched = channels.filter(({ id, removed }) => !removed && !draft.has(id));
  const open = [
    ...untouched.filter(({ locked }) => !locked),
    ...[...draft.values()].map(({ after }) => after),
  ];
  const locked = ofKind(untouched.filter((one) => one.locked));
  const isOn = locked.length > 0 || ofKind(open).some(({ enabled }) => enabled);
  if (wished === isOn) return undefined;
  if (!wished && locked.length > 0) return refuse('', kindVariables[kind]);
  const isOwnOff = (id: string) => kind !== 'email' && id === ownIds[kind] && own[kind]?.enabled === false;
  const meant = ofKind(open).filter(({ id }) => !wished || !isOwnOff(id));
  if (wished && kind === 'email' && !mail)
    return refuse('This server sends no mail: set SMTP_URL and MAIL_FROM where it runs, and start it again');
  if (meant.length === 0) return refuse(missing[kind]);
  for (const one of meant) {
    const known = draft.get(one.id);
    const before = known ? known.before : channels.find(({ id }) => id === one.id);
    draft.set(one.id, { before, after: { ...one, enabled: wished }, url: known?.url });
  }
  return undefined;
}

const missing: Readonly<Record<SwitchedKind, string>> = {
  email: 'There is no email channel: add one with its recipients under Settings, Channels',
  slack: 'There is no Slack channel to switch on: send integrations.slack with enabled and a webhookUrl',
  webhook: 'There is no webhook to switch on: write its address instead of true',
};

/** How the channels stand, as the settings show them. */
export function standingOf(channels: readonly Switchable[]) {
  const there = channels.filter(({ removed }) => !removed);
  const kind = (one: SwitchedKind) => {
    const on = there.filter((channel) => channel.kind === one && channel.enabled);
    const first = on.find(({ id }) => id === `settings-${one}`) ?? on[0];
    const locked = on.some((channel) => channel.locked);
    return {
      on: on.length > 0,
      address: first?.settings.address ?? '',
      variable: locked ? kindVariables[one] : null,
    };
  };
  const set = there.find(({ kind: one, locked }) => one === 'slack' && locked);
  const slack = set ?? there.find(({ id }) => id === ownIds.slack);
  return {
    kinds: { email: kind('email'), slack: kind('slack'), webhook: kind('webhook') },
    slack: {
      enabled: slack?.enabled ?? false,
      hint: slack?.settings.address ?? null,
      variable: set ? kindVariables.slack : null,
    },
  };
}
export type SwitchStanding = ReturnType<typeof standingOf>;
