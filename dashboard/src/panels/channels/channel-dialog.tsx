import type { Channel } from '@smartops/contract';
import { useState } from 'react';
import { call } from '../../live/call.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { reloadAll } from './use-follow.ts';
import { kindWord } from './words.ts';

interface ChannelDialogProps {
  /** The one to change; undefined adds one. */
  channel: Channel | undefined;
  /** Whether the server can send mail. */
  mail: boolean;
  onClose: () => void;
  onKey: (key: { name: string; secret: string }) => void;
}

const kinds = ['slack', 'discord', 'email', 'webhook'] as const;
type Kind = (typeof kinds)[number];

const kindText: Record<Kind, string> = {
  slack: 'An incoming webhook: in Slack under Apps, Incoming Webhooks, Add to channel.',
  discord: 'In Discord under Edit channel, Integrations, Webhooks, Copy webhook URL.',
  email: 'One letter to all recipients; each one’s answer is kept.',
  webhook: 'A CloudEvent in JSON, signed as Standard Webhooks has it. The key is shown once.',
};
const addressHint: Record<Exclude<Kind, 'email'>, string> = {
  slack: 'https://hooks.slack.com/services/…',
  discord: 'https://discord.com/api/webhooks/…',
  webhook: 'https://pager.example.com/in',
};

export function ChannelDialog({ channel, mail, onClose, onKey }: ChannelDialogProps) {
  const [kind, setKind] = useState<Kind>(channel?.kind ?? 'slack');
  const [enabled, setEnabled] = useState(channel?.enabled ?? true);
  const [newKey, setNewKey] = useState(false);
  const submit = useSubmit(async (said) => {
    const input = {
      name: said('name').trim(),
      enabled,
      cap: { messages: Number(said('messages')), perMs: Number(said('minutes')) * 60_000 },
      ...(kind === 'email'
        ? { recipients: addressesIn(said('recipients')) }
        : said('url') && { url: said('url').trim() }),
    };
    const { signingSecret } = channel
      ? await call('updateChannel', {
          ...input,
          id: channel.id,
          version: channel.version,
          newSigningSecret: newKey,
        })
      : await call('createChannel', { ...input, kind });
    await reloadAll();
    if (signingSecret) onKey({ name: input.name, secret: signingSecret });
    onClose();
  });
  const noMail = kind === 'email' && !mail;
  return (
    <FormDialog
      title={channel ? `Change “${channel.name}”` : 'Add a channel'}
      act={channel ? 'Save' : 'Add channel'}
      note="Recorded in the audit log"
      submit={submit}
      onClose={onClose}
    >
      {!channel && (
        <Choices
          label="Kind"
          name="kind"
          options={kinds}
          words={kindWord}
          text={kindText[kind]}
          value={kind}
          onChange={setKind}
        />
      )}
      {noMail && (
        <p className="err" role="status">
          This server sends no mail yet: set SMTP_URL and MAIL_FROM where it runs, and start it again.
        </p>
      )}
      <Field
        label="Name"
        name="name"
        autoComplete="off"
        maxLength={80}
        defaultValue={channel?.name}
        placeholder="#ops-checkout"
        error={submit.error('name')}
      />
      <Where kind={kind} channel={channel} error={submit.error} />
      <Limit cap={channel?.cap} error={submit.error} />
      {channel?.kind === 'webhook' && (
        <CheckBox
          label="Make a new signing key"
          text="The old one stops working with this save."
          checked={newKey}
          onChange={({ target }) => setNewKey(target.checked)}
        />
      )}
      {channel && (
        <CheckBox
          label="Switched on"
          text="Off: nothing new goes there."
          checked={enabled}
          onChange={({ target }) => setEnabled(target.checked)}
        />
      )}
    </FormDialog>
  );
}

interface WhereProps {
  kind: Kind;
  channel: Channel | undefined;
  error: (name: string) => string | undefined;
}

function Where({ kind, channel, error }: WhereProps) {
  if (kind === 'email')
    return (
      <Field
        key="recipients"
        label="Recipients"
        name="recipients"
        autoComplete="off"
        hint={<span className="text-fg-3 text-xs">separated by commas</span>}
        defaultValue={channel?.recipients.join(', ')}
        placeholder="on-call@example.com, priya@example.com"
        error={error('recipients') ?? error('recipients.0')}
      />
    );
  return (
    <Field
      key="url"
      label="Address"
      name="url"
      type="url"
      mono
      autoComplete="off"
      spellCheck={false}
      hint={channel && <span className="text-fg-3 text-xs">empty: stays {channel.address}</span>}
      placeholder={addressHint[kind]}
      error={error('url')}
    />
  );
}

function Limit({ cap, error }: { cap: Channel['cap'] | undefined; error: WhereProps['error'] }) {
  return (
    <div className="pair">
      <Field
        label="At most, messages"
        name="messages"
        type="number"
        min={1}
        max={1_000}
        defaultValue={cap?.messages ?? 20}
        error={error('cap.messages')}
      />
      <Field
        label="In, minutes"
        name="minutes"
        type="number"
        min={1}
        max={1_440}
        hint={<span className="text-fg-3 text-xs">the rest is summed up</span>}
        defaultValue={(cap?.perMs ?? 600_000) / 60_000}
        error={error('cap.perMs')}
      />
    </div>
  );
}

const addressesIn = (text: string) =>
  text
    .split(/[,;\s]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
