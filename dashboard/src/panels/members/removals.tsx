import type { Invitation, Member } from '@smartops/contract';
import { call } from '../../live/call.ts';
import { reload } from '../../live/reload.ts';
import { Confirm } from '../../ui/confirm.tsx';

export function RemoveMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const { id, name, email } = member;
  return (
    <Confirm
      title={`Remove ${name}`}
      act={`Remove ${name.split(' ')[0]}`}
      keep="Keep"
      onClose={onClose}
      run={async () => {
        await call('removeMember', { id });
        await reload('listMembers');
      }}
    >
      <p>
        <b className="font-medium">{email}</b> is signed out everywhere at once; open pages close within 5 s.
        What they did stays in the audit log. To come back they need a new invitation.
      </p>
    </Confirm>
  );
}

export function RevokeInvitation({ invitation, onClose }: { invitation: Invitation; onClose: () => void }) {
  const { id, email } = invitation;
  return (
    <Confirm
      title="Revoke the invitation"
      act="Revoke"
      keep="Keep"
      onClose={onClose}
      run={async () => {
        await call('revokeInvitation', { id });
        await reload('listInvitations');
      }}
    >
      <p>
        The link that <b className="font-medium">{email}</b> was given stops working at once. They can be
        invited again.
      </p>
    </Confirm>
  );
}
