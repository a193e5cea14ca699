import { useState } from 'react';
import { call } from '../../live/call.ts';
import type { Reply } from '../../live/paths.ts';
import { reload } from '../../live/reload.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { type Rights, RoleFields } from './role-fields.tsx';

interface InviteDialogProps {
  onInvited: (invited: Reply<'invite'>) => void;
  onClose: () => void;
}

export function InviteDialog({ onInvited, onClose }: InviteDialogProps) {
  const [rights, setRights] = useState<Rights>({ role: 'viewer', approver: false });
  const submit = useSubmit(async (said) => {
    onInvited(await call('invite', { email: said('email').trim(), ...rights }));
    await reload('listInvitations');
    onClose();
  });
  return (
    <FormDialog
      title="Invite somebody"
      act="Invite"
      note="You get a link to hand over."
      submit={submit}
      onClose={onClose}
    >
      <Field label="Email" name="email" type="email" autoComplete="off" error={submit.error('email')} />
      <RoleFields value={rights} onChange={setRights} />
    </FormDialog>
  );
}
