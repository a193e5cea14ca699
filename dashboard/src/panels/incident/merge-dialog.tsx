import { useState } from 'react';
import { incidentWord, isActive } from '../../facts/incidents.ts';
import { plural } from '../../format/number.ts';
import { call } from '../../live/call.ts';
import { CallError } from '../../live/exchange.ts';
import { useTopic } from '../../live/use-live.ts';
import { CheckBox } from '../../ui/check-box.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import type { IncidentDialogProps } from './dialog-props.ts';

/** Makes others part of this one. */
export function MergeDialog({ view: { incident }, again, onClose }: IncidentDialogProps) {
  const [ids, setIds] = useState<readonly string[]>([]);
  const others = (useTopic('incidents') ?? []).filter(
    (one) => one.id !== incident.id && one.demo === incident.demo && one.mergedInto === null,
  );
  const listed = [...others.filter(isActive), ...others.filter((one) => !isActive(one)).slice(0, 5)];
  const submit = useSubmit(async () => {
    if (ids.length === 0) throw new CallError('Choose at least one incident.');
    await call('mergeIncidents', { id: incident.id, ids: [...ids] });
    await again();
    onClose();
  });
  const toggle = (id: string) => setIds(ids.includes(id) ? ids.filter((one) => one !== id) : [...ids, id]);
  return (
    <FormDialog
      title={`Merge into ${incident.name}`}
      act="Merge"
      note="Alerts and timelines move here"
      submit={submit}
      onClose={onClose}
    >
      {listed.length === 0 ? (
        <p>There is no other incident to merge.</p>
      ) : (
        listed.map((one) => (
          <CheckBox
            key={one.id}
            label={`${one.name} ${one.title}`}
            text={`${incidentWord[one.status]}, ${plural(one.alertCount, 'alert')}`}
            checked={ids.includes(one.id)}
            onChange={() => toggle(one.id)}
          />
        ))
      )}
    </FormDialog>
  );
}
