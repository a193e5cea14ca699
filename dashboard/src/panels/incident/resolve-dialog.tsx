import { useState } from 'react';
import { plural } from '../../format/number.ts';
import { call } from '../../live/call.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import type { IncidentDialogProps } from './dialogs.tsx';

/** Ends it by hand, and asks what becomes of alerts that still fire. */
export function ResolveDialog({ view: { incident }, again, onClose }: IncidentDialogProps) {
  const { id, version, name, firingCount } = incident;
  const [alerts, setAlerts] = useState<'acknowledge' | 'leave'>('acknowledge');
  const submit = useSubmit(async (said) => {
    const note = said('note').trim();
    try {
      await call('updateIncident', { id, version, status: 'resolved', alerts });
      if (note) await call('addIncidentNote', { id, text: note });
    } finally {
      await again();
    }
    onClose();
  });
  return (
    <FormDialog
      title={`Resolve ${name}`}
      act="Resolve"
      note="On its timeline"
      submit={submit}
      onClose={onClose}
    >
      {firingCount > 0 ? (
        <fieldset className="choices">
          <legend className="mb-2">
            {plural(firingCount, 'alert')} of it still {firingCount === 1 ? 'fires' : 'fire'}. What becomes of{' '}
            {firingCount === 1 ? 'it' : 'them'}?
          </legend>
          <label>
            <input
              type="radio"
              name="alerts"
              checked={alerts === 'acknowledge'}
              onChange={() => setAlerts('acknowledge')}
            />
            <span>
              Acknowledge with it <span className="text-fg-2">they stay on the list and wake nobody</span>
            </span>
          </label>
          <label>
            <input
              type="radio"
              name="alerts"
              checked={alerts === 'leave'}
              onChange={() => setAlerts('leave')}
            />
            <span>
              Leave as they are <span className="text-fg-2">they go on telling</span>
            </span>
          </label>
        </fieldset>
      ) : (
        <p>None of its alerts fires any more.</p>
      )}
      <label className="lab">
        <span className="lab-line">What ended it</span>
        <textarea
          name="note"
          className="text"
          rows={3}
          maxLength={4_000}
          placeholder="For the post-mortem; may stay empty"
        />
      </label>
    </FormDialog>
  );
}
