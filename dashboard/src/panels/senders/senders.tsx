import type { Sender } from '@smartops/contract';
import { Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { call, useCall, useMe } from '../../live/call.ts';
import { reload } from '../../live/reload.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { UndoNotice } from '../../ui/undo-notice.tsx';
import { NotRead } from '../call-notes.tsx';
import type { Done, SenderDeed, WithToken } from './deed.ts';
import { receiverFor } from './receiver.ts';
import { SenderTable } from './sender-table.tsx';

const SenderDialog = lazy(async () => ({ default: (await import('./sender-dialog.tsx')).SenderDialog }));

/** Other monitoring systems: what they tell of becomes alerts here, and ends when they say so. */
export function Senders() {
  const { data, error, mutate } = useCall('listSenders', {});
  const mayChange = useMe()?.role !== 'viewer';
  const [adding, setAdding] = useState(false);
  const [made, setMade] = useState<WithToken>();
  const [deed, setDeed] = useState<SenderDeed>();
  const [done, setDone] = useState<Done>();
  const close = () => setDeed(undefined);
  return (
    <Sheet label="Senders">
      <Head line title="Senders" note="monitoring systems that tell of alerts">
        {mayChange && (
          <button type="button" className="btn" onClick={() => setAdding(true)}>
            <Plus size={14} aria-hidden />
            New sender…
          </button>
        )}
      </Head>
      {done && (
        <UndoNotice
          key={`${done.sender.id} ${done.sender.version}`}
          text={done.text}
          undo={() => undo(done)}
          onDone={() => setDone(undefined)}
        />
      )}
      {made && <Token made={made} onStored={() => setMade(undefined)} />}
      {!data && !error && <SkeletonRows rows={3} tall />}
      {error && !data && <NotRead error={error} retry={() => void mutate()} />}
      {data?.senders.length === 0 && (
        <div className="empty">
          <h3>No sender yet</h3>
          <p>
            Alertmanager, Grafana or anything that posts JSON can tell of alerts. They are grouped and sent on
            like those found here, and end when the sender says so.
          </p>
        </div>
      )}
      {data && data.senders.length > 0 && (
        <SenderTable senders={data.senders} mayChange={mayChange} onDeed={setDeed} onDone={setDone} />
      )}
      <Suspense>
        {adding && <SenderDialog onMade={setMade} onClose={() => setAdding(false)} />}
        {deed?.what === 'edit' && <SenderDialog sender={deed.sender} onDone={setDone} onClose={close} />}
      </Suspense>
      {deed?.what === 'rotate' && <Rotate sender={deed.sender} onMade={setMade} onClose={close} />}
      {deed?.what === 'remove' && <Remove sender={deed.sender} onDone={setDone} onClose={close} />}
    </Sheet>
  );
}

async function undo({ sender: { id, version }, removed }: Done): Promise<void> {
  if (removed) await call('restoreSender', { id });
  else await call('undoSender', { id, version });
  await reload('listSenders');
}

function Token({ made: { sender, token }, onStored }: { made: WithToken; onStored: () => void }) {
  const { words, code } = receiverFor(sender, location.origin);
  return (
    <>
      <ShownOnce
        title={`Copy the token of “${sender.name}” now`}
        text="It is shown once. Only its hash is kept, so nobody can show it again."
        label={`Token of ${sender.name}`}
        value={token}
        stored="I have stored it"
        onStored={onStored}
      />
      <div className="notice">
        <div className="notice-text">
          <p className="text-fg-2">{words}</p>
          <pre className="code mt-2">{code}</pre>
        </div>
      </div>
    </>
  );
}

interface RotateProps {
  sender: Sender;
  onMade: (made: WithToken) => void;
  onClose: () => void;
}

function Rotate({ sender: { id, name, tokenStart }, onMade, onClose }: RotateProps) {
  return (
    <Confirm
      title={`New token for ${name}`}
      act="Make a new token"
      onClose={onClose}
      run={async () => {
        onMade(await call('rotateSender', { id }));
        await reload('listSenders');
      }}
    >
      <p>
        From then on <span className="mono">{tokenStart}…</span> is refused, until the sender has the new one.
      </p>
    </Confirm>
  );
}

interface RemoveProps {
  sender: Sender;
  onDone: (done: Done) => void;
  onClose: () => void;
}

function Remove({ sender, onDone, onClose }: RemoveProps) {
  const { id, name } = sender;
  return (
    <Confirm
      title={`Remove ${name}`}
      act={`Remove ${name}`}
      keep="Keep it"
      onClose={onClose}
      run={async () => {
        await call('removeSender', { id });
        onDone({ text: `“${name}” was removed.`, sender, removed: true });
        await reload('listSenders');
      }}
    >
      <p>Its token is refused from now on, and the alerts it told of end, for nobody else would end them.</p>
      <p className="text-fg-2">It can be brought back for 30 days, with its token.</p>
    </Confirm>
  );
}
