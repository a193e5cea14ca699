import type { Incident } from '@smartops/contract';
import { severityWord } from '../../facts/looks.ts';
import { call, useMe } from '../../live/call.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import type { IncidentDialogProps } from './dialog-props.ts';

const severities: readonly Incident['severity'][] = ['critical', 'error', 'warning', 'info'];

/** What people know better than grouping: what they set here it leaves alone. */
export function EditDialog({ view: { incident }, again, onClose }: IncidentDialogProps) {
  const { id, version, name, title, severity, assignee, affectedServices } = incident;
  const me = useMe();
  const submit = useSubmit(async (said) => {
    try {
      await call('updateIncident', {
        ...{ id, version },
        title: said('title'),
        severity: said('severity') as Incident['severity'],
        assignee: said('assignee').trim() || null,
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
      <Field
        label="Assigned to"
        name="assignee"
        list="incident-people"
        defaultValue={assignee ?? ''}
        placeholder="Nobody"
        maxLength={120}
        error={submit.error('assignee')}
      />
      <datalist id="incident-people">{me && <option value={me.name} />}</datalist>
      <Field
        label="Affected services, separated by commas"
        name="affectedServices"
        defaultValue={affectedServices.join(', ')}
        error={submit.error('affectedServices')}
      />
    </FormDialog>
  );
}
