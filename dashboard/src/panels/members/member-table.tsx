import type { Invitation, Member } from '@smartops/contract';
import { useState } from 'react';
import { parseTime } from '../../format/age.ts';
import { formatMoment } from '../../format/time.ts';
import { useMe } from '../../live/call.ts';
import { Age } from '../../ui/age.tsx';
import { useNow } from '../../ui/clock.ts';
import { Menu } from '../../ui/menu.tsx';
import { type Column, menuColumn, Table } from '../../ui/table.tsx';
import { ChangeRole } from './change-role.tsx';
import { RemoveMember, RevokeInvitation } from './removals.tsx';

const columns: readonly Column[] = [
  'Member',
  'Role',
  { title: 'Production', look: 'max-tab:hidden' },
  { title: 'Signs in with', look: 'max-tab:hidden' },
  { title: 'Seen', look: 'r max-tab:hidden' },
  menuColumn,
];

interface MemberTableProps {
  members: readonly Member[];
  invitations: readonly Invitation[];
  admin: boolean;
}

const heads = { viewer: 'Viewer', operator: 'Operator', admin: 'Admin' } as const;
type Open =
  | { readonly is: 'role' | 'remove'; readonly member: Member }
  | { readonly is: 'revoke'; readonly invitation: Invitation };

export function MemberTable({ members, invitations, admin }: MemberTableProps) {
  const me = useMe();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <>
      <Table columns={columns}>
        {members.map((member) => (
          <MemberRow
            key={member.id}
            member={member}
            own={member.email === me?.email}
            admin={admin}
            onOpen={setOpen}
          />
        ))}
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} onOpen={setOpen} />
        ))}
      </Table>
      {open?.is === 'role' && <ChangeRole member={open.member} onClose={close} />}
      {open?.is === 'remove' && <RemoveMember member={open.member} onClose={close} />}
      {open?.is === 'revoke' && <RevokeInvitation invitation={open.invitation} onClose={close} />}
    </>
  );
}

interface MemberRowProps {
  member: Member;
  own: boolean;
  admin: boolean;
  onOpen: (open: Open) => void;
}

function MemberRow({ member, own, admin, onOpen }: MemberRowProps) {
  const { name, email, role, approver, signsInWith, seenAt } = member;
  return (
    <tr>
      <td className="two max-w-52 max-tab:max-w-40">
        <div className="truncate font-medium">
          {name}
          {own && <span className="font-normal text-fg-3"> (you)</span>}
        </div>
        <div>{email}</div>
      </td>
      <td>{heads[role]}</td>
      <td className="max-tab:hidden">{approver ? 'approves' : <span className="text-fg-3">—</span>}</td>
      <td className="text-fg-2 max-tab:hidden">{signsInWith.join(', ') || '—'}</td>
      <td className="r text-fg-2 max-tab:hidden">
        <Age at={parseTime(seenAt)} />
      </td>
      <td className="end">
        {admin && (
          <Menu
            label={`${name} menu`}
            items={[
              { label: 'Change role…', run: () => onOpen({ is: 'role', member }) },
              { label: 'Remove…', run: () => onOpen({ is: 'remove', member }) },
            ]}
          />
        )}
      </td>
    </tr>
  );
}

function InvitationRow({ invitation, onOpen }: { invitation: Invitation; onOpen: (open: Open) => void }) {
  const { email, role, approver, invitedBy, expiresAt } = invitation;
  const now = useNow(60_000);
  return (
    <tr>
      <td className="two max-w-52 max-tab:max-w-40">
        <div className="truncate font-medium">{email}</div>
        <div title={`Invited by ${invitedBy}`}>
          invited, link valid until {formatMoment(Date.parse(expiresAt), now)}
        </div>
      </td>
      <td>{heads[role]}</td>
      <td className="max-tab:hidden">{approver ? 'approves' : <span className="text-fg-3">—</span>}</td>
      <td className="text-fg-3 max-tab:hidden">not yet</td>
      <td className="r text-fg-3 max-tab:hidden">—</td>
      <td className="end">
        <Menu
          label={`Invitation of ${email} menu`}
          items={[{ label: 'Revoke…', run: () => onOpen({ is: 'revoke', invitation }) }]}
        />
      </td>
    </tr>
  );
}
