import type { Member } from '@smartops/contract';
import { useState } from 'react';
import { actOnAlerts } from '../../live/act-on-alerts.ts';
import { useCall, useMe } from '../../live/call.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { type AboutAlerts, nameOf } from './about.ts';

const nobody = '';

/** To whoever may do something about it. */
export function AssignDialog({ alerts, onClose }: AboutAlerts) {
  const me = useMe();
  const { data } = useCall('listMembers', {});
  const [to, setTo] = useState('me');
  const others = (data?.members ?? []).filter(({ id, role }) => id !== me?.id && role !== 'viewer');
  const submit = useSubmit(async () => {
    onClose();
    await actOnAlerts(alerts, { verb: 'assign', to: to === nobody ? null : to }, me?.name ?? '');
  });
  const options: readonly (readonly [string, string])[] = [
    ['me', `${me?.name ?? 'Me'}, yourself`],
    ...others.map((one: Member) => [one.id, one.name] as const),
    [nobody, 'Nobody'],
  ];
  return (
    <FormDialog title={`Assign ${nameOf(alerts)}`} act="Assign" submit={submit} onClose={onClose}>
      <fieldset className="radios">
        <legend>To</legend>
        {options.map(([id, name]) => (
          <label key={id}>
            <input type="radio" name="to" checked={id === to} onChange={() => setTo(id)} />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
    </FormDialog>
  );
}
