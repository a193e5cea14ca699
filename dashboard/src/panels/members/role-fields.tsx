import type { MemberRole } from '@smartops/contract';
import { roles, roleText, roleWord } from '../../facts/roles.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { Choices } from '../../ui/choices.tsx';

export interface Rights {
  readonly role: MemberRole;
  readonly approver: boolean;
}

interface RoleFieldsProps {
  value: Rights;
  onChange: (value: Rights) => void;
}

/** Role, and whether they approve changes to production. */
export function RoleFields({ value, onChange }: RoleFieldsProps) {
  return (
    <>
      <Choices
        label="Role"
        name="role"
        options={roles}
        words={roleWord}
        text={roleText[value.role]}
        value={value.role}
        onChange={(role) => onChange({ ...value, role })}
      />
      <CheckBox
        label="Approves changes to production"
        text="May be the second person that a change to production needs."
        checked={value.approver}
        onChange={({ target }) => onChange({ ...value, approver: target.checked })}
      />
    </>
  );
}
