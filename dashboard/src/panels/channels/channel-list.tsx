import type { Channel } from '@smartops/contract';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { call } from '../../live/call.ts';
import type { CallError } from '../../live/exchange.ts';
import type { Reply } from '../../live/paths.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { UndoNotice } from '../../ui/undo-notice.tsx';
import { NotRead } from '../call-notes.tsx';
import { ChannelRow } from './channel-row.tsx';
import { reloadAll } from './use-follow.ts';

const ChannelDialog = lazy(() =>
  import('./channel-dialog.tsx').then(({ ChannelDialog }) => ({ default: ChannelDialog })),
);

interface ChannelListProps {
  reply: Reply<'listChannels'> | undefined;
  error: CallError | undefined;
  retry: () => void;
  admin: boolean;
  onShow: (channelId: string) => void;
}

type Open =
  | { readonly is: 'add' }
  | { readonly is: 'edit' | 'remove'; readonly channel: Channel }
  | { readonly is: 'removed'; readonly channel: Channel };

export function ChannelList({ reply, error, retry, admin, onShow }: ChannelListProps) {
  const [open, setOpen] = useState<Open>();
  const [key, setKey] = useState<{ readonly name: string; readonly secret: string }>();
  const close = () => setOpen(undefined);
  const channels = reply?.channels ?? [];
  return (
    <Sheet label="Channels">
      <Head line title="Channels" note={reply && noteOf(channels)}>
        {admin && (
          <button type="button" className="btn" onClick={() => setOpen({ is: 'add' })}>
            <Plus size={14} aria-hidden />
            Add channel
          </button>
        )}
      </Head>
      {key && (
        <ShownOnce
          title={`Copy the signing key of “${key.name}” now`}
          text="The receiver checks each message with it. It is shown once and kept sealed."
          label={`Signing key of ${key.name}`}
          value={key.secret}
          stored="I have stored it"
          onStored={() => setKey(undefined)}
        />
      )}
      {open?.is === 'removed' && (
        <UndoNotice
          text={`“${open.channel.name}” was removed.`}
          undo={async () => {
            await call('restoreChannel', { id: open.channel.id });
            await reloadAll();
          }}
          onDone={close}
        />
      )}
      {!reply && !error && <SkeletonRows rows={3} tall />}
      {error && !reply && <NotRead error={error} retry={retry} />}
      {reply && channels.length === 0 && <NoChannel admin={admin} />}
      <ul className="list">
        {channels.map((channel) => (
          <ChannelRow
            key={channel.id}
            channel={channel}
            admin={admin}
            onEdit={() => setOpen({ is: 'edit', channel })}
            onRemove={() => setOpen({ is: 'remove', channel })}
            onShow={() => onShow(channel.id)}
          />
        ))}
      </ul>
      <div className="foot">
        <span>
          Addresses and keys are sealed and never shown again; only their last three characters are.
        </span>
      </div>
      <Suspense>
        {(open?.is === 'add' || open?.is === 'edit') && (
          <ChannelDialog
            channel={open.is === 'edit' ? open.channel : undefined}
            mail={reply?.mail ?? false}
            onClose={close}
            onKey={setKey}
          />
        )}
      </Suspense>
      {open?.is === 'remove' && (
        <Remove
          channel={open.channel}
          onRemoved={() => setOpen({ is: 'removed', channel: open.channel })}
          onClose={() => setOpen((now) => (now?.is === 'remove' ? undefined : now))}
        />
      )}
    </Sheet>
  );
}

function noteOf(channels: readonly Channel[]): string {
  const kinds = new Set(channels.map(({ kind }) => kind)).size;
  return channels.length > 1 ? `${channels.length}, of ${kinds === 1 ? 'one kind' : `${kinds} kinds`}` : '';
}

function NoChannel({ admin }: { admin: boolean }) {
  return (
    <div className="empty">
      <h3>Nobody is told yet</h3>
      <p>
        Alerts and incidents stand on this dashboard only. A channel takes them to Slack, Discord, a mailbox
        or any receiver of webhooks; from a warning on, everything goes to every channel until Routes say
        otherwise.
      </p>
      {!admin && <p>An administrator can add one.</p>}
    </div>
  );
}

function Remove({
  channel: { id, name, version, waiting },
  onRemoved,
  onClose,
}: {
  channel: Channel;
  onRemoved: () => void;
  onClose: () => void;
}) {
  return (
    <Confirm
      title={`Remove the channel “${name}”`}
      act={`Remove ${name}`}
      keep="Keep it"
      onClose={onClose}
      run={async () => {
        await call('deleteChannel', { id, version });
        onRemoved();
        await reloadAll();
      }}
    >
      <p>
        Nothing more is sent there.
        {waiting > 0 &&
          ` The ${waiting === 1 ? 'message that waits becomes a dead letter' : `${waiting} messages that wait become dead letters`}.`}
      </p>
      <p className="text-fg-2">It can be brought back for 30 days, with its address and key.</p>
    </Confirm>
  );
}
