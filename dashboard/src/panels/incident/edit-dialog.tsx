import type { Incident } from '@smartops/contract';
import { useState } from 'react';
import { severityWord } from '../../facts/looks.ts';
import { chosenOf, nobody, peopleToChoose } from '../../facts/people.ts';
import { call, useCall, useMe } from '../../live/call.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { PeopleField } from '../../ui/people-field.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import type { IncidentDialogProps } from './dialog-props.ts';

const severities: readonly Incident['severity'][] = ['critical', 'error', 'warning', 'info'];

/** What people know better than grouping: what they set here it leaves alone. */
export function EditDialog({ view: { incident }, again, onClose }: IncidentDialogProps) {
  const { id, version, name, title, severity, affectedServices } = incident;
  const me = useMe();
  const { data } = useCall('listMembers', {});
  const stored = { name: incident.assignee, id: incident.assigneeId };
  const people = peopleToChoose(data?.members ?? [], me, stored);
  const [chosen, setChosen] = useState<string>();
  const before = chosenOf(stored, people, me);
  const to = chosen ?? before;
  const submit = useSubmit(async (said) => {
    try {
      await call('updateIncident', {
        ...{ id, version },
        title: said('title'),
        severity: said('severity') as Incident['severity'],
        ...(to !== before && { assignee: to === nobody ? null : to }),
        affectedServices: said('affectedServices')
          .split(',')
          .map((service) => service.trim())
          .filter((service) => service !== ''),
      });
    } finally {
      await again();
    }
    onClose();
  });
  return (
    <FormDialog
      title={`Edit ${name}`}
      act="Save"
      note="What you set here, grouping leaves alone"
      submit={submit}
      onClose={onClose}
    >
      <Field label="Title" name="title" defaultValue={title} maxLength={200} error={submit.error('title')} />
      <label className="lab">
        <span className="lab-line">Severity</span>
        <select name="severity" className="text" defaultValue={severity}>
          {severities.map((option) => (
            <option key={option} value={option}>
              {severityWord[option]}
            </option>
          ))}
        </select>
      </label>
      <PeopleField
        label="Assigned to"
        name="assignee"
        people={people}
        value={to}
        onChange={setChosen}
        error={submit.error('assignee')}
      />
      <Field
        label="Affected services, separated by commas"
        name="affectedServices"
        defaultValue={affectedServices.join(', ')}
        error={submit.error('affectedServices')}
      />
    </FormDialog>
  );
}
