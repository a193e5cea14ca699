import { useState } from 'react';
import { call } from '../../live/call.ts';
import { CallError } from '../../live/exchange.ts';
import { incidentPath } from '../../state/incident.ts';
import { useRange } from '../../state/range.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import type { IncidentDialogProps } from './dialog-props.ts';

/** Makes an incident of its own of some of the alerts, and goes there. */
export function SplitDialog({ view: { incident, alerts }, again, onClose }: IncidentDialogProps) {
  const [ids, setIds] = useState<readonly string[]>([]);
  const range = useRange();
  const submit = useSubmit(async (said) => {
    if (ids.length === 0) throw new CallError('Choose at least one alert.');
    const title = said('title').trim();
    const { incident: made } = await call('splitIncident', {
      ...{ id: incident.id, alertIds: [...ids] },
      ...(title && { title }),
    });
    await again();
    onClose();
    history.pushState(null, '', incidentPath(made.name, range));
  });
  const toggle = (id: string) => setIds(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
  return (
    <FormDialog
      title={`Split alerts off ${incident.name}`}
      act="Split off"
      note="Grouping does not put them back"
      submit={submit}
      onClose={onClose}
    >
      {alerts.map(({ id, title, message }) => (
        <CheckBox
          key={id}
          label={title}
          text={message}
          checked={ids.includes(id)}
          onChange={() => toggle(id)}
        />
      ))}
      <Field
        label="Title of the new incident"
        name="title"
        placeholder="That of its first alert"
        maxLength={200}
      />
    </FormDialog>
  );
}
