import type { Severity } from '@smartops/contract';
import { useState } from 'react';
import { severityWord } from '../../facts/looks.ts';
import { byGravity } from '../../facts/standing.ts';
import { call } from '../../live/call.ts';
import { tellNews } from '../../state/alert-news.ts';
import { Choices } from '../../ui/choices.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { type AboutAlerts, nameOf } from './about.ts';

const severities = ['critical', 'error', 'warning', 'info'] as const satisfies readonly Severity[];

/** The worst of the alerts names it. */
export function IncidentDialog({ alerts, onClose }: AboutAlerts) {
  const worst = alerts.toSorted(byGravity)[0];
  const [severity, setSeverity] = useState<Severity>(worst?.severity ?? 'warning');
  const submit = useSubmit(async (said) => {
    if (!worst) return;
    const { incident } = await call('createIncident', {
      alertId: worst.id,
      alertIds: alerts.map(({ id }) => id),
      title: said('title'),
      description: said('description'),
      severity,
    });
    onClose();
    tellNews({ text: `Opened ${incident.name}: ${incident.title}`, isFailure: false, undo: undefined });
  });
  return (
    <FormDialog
      title="Create incident"
      act="Create incident"
      submit={submit}
      note={`From ${nameOf(alerts)}`}
      onClose={onClose}
    >
      <Field
        label="Title"
        name="title"
        maxLength={200}
        defaultValue={worst?.title}
        error={submit.error('title')}
      />
      <div className="lab">
        <label className="lab-line" htmlFor="incident-description">
          What is known
        </label>
        <textarea
          id="incident-description"
          className="text area"
          name="description"
          rows={3}
          maxLength={4_000}
          defaultValue={worst?.message}
        />
      </div>
      <Choices
        label="Severity"
        name="severity"
        options={severities}
        words={severityWord}
        value={severity}
        onChange={setSeverity}
      />
    </FormDialog>
  );
}
