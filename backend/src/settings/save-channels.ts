import type { SettingsInput } from '@smartops/contract';
import { z } from 'zod';
import { refuseLocked } from './commit.ts';
import type { ChannelPort, Deed, SettingsContext } from './context.ts';

type Planned = Awaited<ReturnType<ChannelPort['plan']>>;
type Wishes = Parameters<ChannelPort['plan']>[0];

const webAddress = z.url({ protocol: /^https?$/ });

/** The channels as the settings show them, by their places; what is compared before and after a save. */
function channelFacts({ kinds, slack }: Planned['after']): object {
  const word = (isOn: boolean) => (isOn ? 'on' : 'off');
  const { email, slack: anySlack, webhook } = kinds;
  return {
    notifications: { email: word(email.on), slack: word(anySlack.on), webhook: word(webhook.on) },
    integrations: { slack: { enabled: word(slack.enabled) } },
  };
}

/**
 * What the switches of A41 do to the channels. Throws ZodError with the field that asks for what cannot be done, and
 * ConflictError for what the environment sets.
 */
export async function planChannels(
  input: SettingsInput,
  context: SettingsContext,
): Promise<{ readonly before: object; readonly after: object; readonly deed: Deed | undefined }> {
  const standing = await context.channels.read();
  const { after, refusals, addressed, deed } = await context.channels.plan(wishesOf(input, standing));
  for (const { about, variable } of refusals) refuseLocked(variable, placeOf(about).join('.'));
  if (refusals.length > 0)
    throw new z.ZodError(
      refusals.map(({ about, message }) => ({
        ...{ code: 'custom', path: placeOf(about), message, input: undefined },
      })),
    );
  const told = Object.fromEntries(
    addressed.map(({ kind, isNew }) => [kind, { address: isNew ? 'set' : 'replaced' }]),
  );
  return { before: channelFacts(standing), after: { ...channelFacts(after), ...told }, deed };
}

function wishesOf(
  { notifications = {}, integrations = {} }: SettingsInput,
  standing: Planned['after'],
): Wishes {
  const { email, slack, webhook } = notifications;
  const { enabled, webhookUrl } = integrations.slack ?? {};
  const isAddress =
    typeof webhook === 'string' && webhook !== '' && webhook !== standing.kinds.webhook.address;
  if (isAddress && !webAddress.safeParse(webhook).success)
    throw new z.ZodError([
      {
        ...{ code: 'custom', path: ['notifications', 'webhook'], input: undefined },
        message: 'Write an address: https://…',
      },
    ]);
  const own = {
    ...(integrations.slack && { slack: { enabled, url: webhookUrl } }),
    ...(isAddress && { webhook: { enabled: true, url: webhook } }),
  };
  return {
    own,
    kinds: {
      ...(email !== undefined && { email }),
      ...(slack !== undefined && { slack }),
      ...(webhook !== undefined && !isAddress && { webhook: Boolean(webhook) }),
    },
  };
}

/** The field of the body that asked for it. */
function placeOf({ kind, part }: Planned['refusals'][number]['about']): string[] {
  if (part === 'kind' || kind !== 'slack') return ['notifications', kind];
  return ['integrations', 'slack', part === 'url' ? 'webhookUrl' : 'enabled'];
}
