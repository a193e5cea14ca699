import { useState } from 'react';
import { nobody, peopleToChoose } from '../../facts/people.ts';
import { actOnAlerts } from '../../live/act-on-alerts.ts';
import { useCall, useMe } from '../../live/call.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { PeopleField } from '../../ui/people-field.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { type AboutAlerts, nameOf } from './about.ts';

/** To whoever may do something about it. */
export function AssignDialog({ alerts, onClose }: AboutAlerts) {
  const me = useMe();
  const { data } = useCall('listMembers', {});
  const [to, setTo] = useState('me');
  const submit = useSubmit(async () => {
    onClose();
    await actOnAlerts(alerts, { verb: 'assign', to: to === nobody ? null : to }, me?.name ?? '');
  });
  return (
    <FormDialog
      title={`Assign ${nameOf(alerts)}`}
      act="Assign"
      note="Whoever gets it is told"
      submit={submit}
      onClose={onClose}
    >
      <PeopleField
        label="To"
        name="to"
        people={peopleToChoose(data?.members ?? [], me)}
        value={to}
        onChange={setTo}
      />
    </FormDialog>
  );
}
