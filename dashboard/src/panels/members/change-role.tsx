import type { Member } from '@smartops/contract';
import { useState } from 'react';
import { call } from '../../live/call.ts';
import { reload } from '../../live/reload.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { type Rights, RoleFields } from './role-fields.tsx';

export function ChangeRole({ member, onClose }: { member: Member; onClose: () => void }) {
  const { id, name, role, approver } = member;
  const [rights, setRights] = useState<Rights>({ role, approver });
  const submit = useSubmit(async () => {
    await call('updateMember', { id, ...rights });
    await reload('listMembers', 'getMe');
    onClose();
  });
  return (
    <FormDialog
      title={`What ${name} may do`}
      act="Change"
      note="Reaches their open pages within 5 s."
      submit={submit}
      onClose={onClose}
    >
      <RoleFields value={rights} onChange={setRights} />
    </FormDialog>
  );
}
