import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useCall, useMe } from '../../live/call.ts';
import type { Reply } from '../../live/paths.ts';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { ShownOnce } from '../../ui/shown-once.tsx';
import { NotRead, SignInIsOff } from '../call-notes.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberTable } from './member-table.tsx';
import { RoleTable } from './role-table.tsx';

/** Who may do what here. Changing it is an administrator's. */
export function Members() {
  const me = useMe();
  const open = me?.kind === 'loopback';
  return (
    <Sheet label="Members and roles">
      {open ? (
        <>
          <Head line title="Members and roles" />
          <SignInIsOff>
            Whoever sits at this machine is the administrator, so there are no members to keep.
          </SignInIsOff>
          <div className="border-line border-t">
            <RoleTable />
          </div>
        </>
      ) : (
        <People admin={me?.role === 'admin'} />
      )}
    </Sheet>
  );
}

function People({ admin }: { admin: boolean }) {
  const { data, error, mutate } = useCall('listMembers', {});
  const invitations = useCall('listInvitations', admin ? {} : undefined).data?.invitations ?? [];
  const [inviting, setInviting] = useState(false);
  const [invited, setInvited] = useState<Reply<'invite'>>();
  return (
    <>
      <Head line title="Members and roles" note={data && countOf(data.members.length, invitations.length)}>
        {admin && (
          <button type="button" className="btn" onClick={() => setInviting(true)}>
            <UserPlus size={14} aria-hidden />
            Invite…
          </button>
        )}
      </Head>
      {invited && <Link invited={invited} onStored={() => setInvited(undefined)} />}
      <div className="cells g-7-5">
        <div>
          {!data && !error && <SkeletonRows rows={5} tall />}
          {error && !data && <NotRead error={error} retry={() => void mutate()} />}
          {data && <MemberTable members={data.members} invitations={invitations} admin={admin} />}
        </div>
        <RoleTable />
      </div>
      {inviting && <InviteDialog onInvited={setInvited} onClose={() => setInviting(false)} />}
    </>
  );
}

function countOf(members: number, invited: number): string {
  const people = members === 1 ? '1 member' : `${members} members`;
  return invited > 0 ? `${people}, ${invited} invited` : people;
}

function Link({ invited, onStored }: { invited: Reply<'invite'>; onStored: () => void }) {
  const { invitation, url, mailed } = invited;
  return (
    <ShownOnce
      title={`Give ${invitation.email} this link now`}
      text={
        mailed
          ? 'It was mailed to them as well. It is shown once: only its hash is kept.'
          : 'This server sends no mail, so hand it over yourself. It is shown once: only its hash is kept.'
      }
      label={`Invitation link for ${invitation.email}`}
      value={url}
      stored="I have sent it"
      onStored={onStored}
    />
  );
}
