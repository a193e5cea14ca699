import type { MemberRole } from '@smartops/contract';
import { useState } from 'react';
import { roles, roleText, roleWord } from '../../facts/roles.ts';
import { call } from '../../live/call.ts';
import type { Reply } from '../../live/paths.ts';
import { reload } from '../../live/reload.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { Choices } from '../../ui/choices.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { type KeyScope, opensTo, scopes, scopeText } from './scopes.ts';

interface NewKeyDialogProps {
  onMade: (made: Reply<'createApiKey'>) => void;
  onClose: () => void;
}

const spans = ['7', '30', '90', '365'] as const;
const spanWords = { '7': '7 d', '30': '30 d', '90': '90 d', '365': '1 year' };

export function NewKeyDialog({ onMade, onClose }: NewKeyDialogProps) {
  const [role, setRole] = useState<MemberRole>('viewer');
  const [days, setDays] = useState<(typeof spans)[number]>('90');
  const [chosen, setChosen] = useState<readonly KeyScope[]>(['metrics:read']);
  const submit = useSubmit(async (said) => {
    const made = await call('createApiKey', {
      name: said('name').trim(),
      role,
      scopes: chosen.filter((scope) => opensTo(scope, role)),
      expiresInDays: Number(days),
    });
    onMade(made);
    await reload('listApiKeys');
    onClose();
  });
  const toggle = (scope: KeyScope) =>
    setChosen(chosen.includes(scope) ? chosen.filter((it) => it !== scope) : [...chosen, scope]);
  return (
    <FormDialog title="New API key" act="Make key" note="It is shown once." submit={submit} onClose={onClose}>
      <Field
        label="Name"
        name="name"
        autoComplete="off"
        maxLength={100}
        placeholder="grafana-read"
        error={submit.error('name')}
      />
      <Choices
        label="Role"
        name="role"
        options={roles}
        words={roleWord}
        text={`At most what this role may do. ${roleText[role]}`}
        value={role}
        onChange={setRole}
      />
      <fieldset className="lab">
        <legend className="lab-line">Scopes</legend>
        <div className="grid gap-2 tab:grid-cols-2">
          {scopes.map((scope) => (
            <CheckBox
              key={scope}
              name="scopes"
              value={scope}
              label={<span className="mono">{scope}</span>}
              text={
                opensTo(scope, role) ? scopeText[scope] : `${scopeText[scope]}; needs an administrator’s key`
              }
              disabled={!opensTo(scope, role)}
              checked={chosen.includes(scope) && opensTo(scope, role)}
              onChange={() => toggle(scope)}
            />
          ))}
        </div>
        {submit.error('scopes') && (
          <p className="err" role="alert">
            {submit.error('scopes')}
          </p>
        )}
      </fieldset>
      <Choices
        label="Expires after"
        name="expiresInDays"
        options={spans}
        words={spanWords}
        value={days}
        onChange={setDays}
      />
    </FormDialog>
  );
}
