import type { Session } from '@smartops/contract';
import { useState } from 'react';
import { formatMoment } from '../../format/time.ts';
import { call, useCall } from '../../live/call.ts';
import { reload } from '../../live/reload.ts';
import { Age } from '../../ui/age.tsx';
import { useNow } from '../../ui/clock.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { NotRead } from '../call-notes.tsx';

const columns: readonly Column[] = [
  'Device',
  { title: 'Address', look: 'max-tab:hidden' },
  { title: 'Until', look: 'max-tab:hidden' },
  { title: 'Seen', look: 'r' },
  { title: 'Revoke', look: 'r', isUnseen: true },
];

/** Where one is signed in, and the way to end it elsewhere. */
export function Sessions() {
  const { data, error, mutate } = useCall('listSessions', {});
  const [ending, setEnding] = useState<Session | 'others'>();
  const others = data?.sessions.filter(({ current }) => !current) ?? [];
  return (
    <Sheet label="Your sessions">
      <Head line title="Your sessions" note={data && `${data.sessions.length}`}>
        <button
          type="button"
          className="btn"
          disabled={others.length === 0}
          onClick={() => setEnding('others')}
        >
          Sign out the others…
        </button>
      </Head>
      {!data && !error && <SkeletonRows rows={2} tall />}
      {error && !data && <NotRead error={error} retry={() => void mutate()} />}
      {data && <SessionTable sessions={ownFirst(data.sessions)} onEnd={setEnding} />}
      <div className="foot">
        A session ends by itself without use. Revoking one closes its open pages within 5 s.
      </div>
      {ending && <EndSessions ending={ending} others={others} onClose={() => setEnding(undefined)} />}
    </Sheet>
  );
}

const ownFirst = (sessions: readonly Session[]) =>
  sessions.toSorted((a, b) => Number(b.current) - Number(a.current) || b.seenAt.localeCompare(a.seenAt));

function SessionTable({ sessions, onEnd }: { sessions: readonly Session[]; onEnd: (of: Session) => void }) {
  const now = useNow(60_000);
  return (
    <Table columns={columns}>
      {sessions.map((session) => (
        <tr key={session.id}>
          <td className="two">
            <div className="font-medium">{session.device}</div>
            <div>since {formatMoment(Date.parse(session.createdAt), now)}</div>
          </td>
          <td className="mono text-fg-2 max-tab:hidden">{session.address}</td>
          <td className="text-fg-2 max-tab:hidden">{formatMoment(Date.parse(session.expiresAt), now)}</td>
          <td className="r text-fg-2">{session.current ? 'now' : <Age at={Date.parse(session.seenAt)} />}</td>
          <td className="r w-24">
            {session.current ? (
              <span className="text-fg-3">this one</span>
            ) : (
              <button type="button" className="btn" onClick={() => onEnd(session)}>
                Revoke…
              </button>
            )}
          </td>
        </tr>
      ))}
    </Table>
  );
}

interface EndSessionsProps {
  ending: Session | 'others';
  others: readonly Session[];
  onClose: () => void;
}

function EndSessions({ ending, others, onClose }: EndSessionsProps) {
  const all = ending === 'others';
  return (
    <Confirm
      title={all ? 'Sign out the other browsers' : `Sign out ${ending.device}`}
      act={all ? `Sign out ${others.length}` : 'Sign out'}
      keep="Keep"
      onClose={onClose}
      run={async () => {
        await (all ? call('revokeOtherSessions') : call('revokeSession', { id: ending.id }));
        await reload('listSessions');
      }}
    >
      {all ? (
        <p>These are signed out at once; this browser stays:</p>
      ) : (
        <p>It is signed out at once, and its open pages close within 5 s.</p>
      )}
      <ul className="grid gap-1 text-fg-2">
        {(all ? others : [ending]).map(({ id, device, address }) => (
          <li key={id}>
            {device}, <span className="mono">{address}</span>
          </li>
        ))}
      </ul>
    </Confirm>
  );
}
