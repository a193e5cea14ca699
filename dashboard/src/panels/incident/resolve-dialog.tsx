import { useId, useState } from 'react';
import { plural } from '../../format/number.ts';
import { call } from '../../live/call.ts';
import { Choices } from '../../ui/choices.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import type { IncidentDialogProps } from './dialog-props.ts';

const options = ['acknowledge', 'leave'] as const;
type Option = (typeof options)[number];
const words: Record<Option, string> = { acknowledge: 'Acknowledge them', leave: 'Leave them' };
const meaning: Record<Option, string> = {
  acknowledge: 'They stay on the list until they end, and wake nobody.',
  leave: 'They go on asking for somebody.',
};

/** Ends it by hand, and asks what becomes of alerts that still fire. */
export function ResolveDialog({ view: { incident, alerts }, again, onClose }: IncidentDialogProps) {
  const { id, version, name, firingCount } = incident;
  const [option, setOption] = useState<Option>('acknowledge');
  const note = useId();
  const isSeen = alerts.every(({ state, acknowledged }) => state === 'resolved' || acknowledged);
  const submit = useSubmit(async (said) => {
    const text = said('note').trim();
    try {
      await call('updateIncident', { id, version, status: 'resolved', alerts: option });
      if (text) await call('addIncidentNote', { id, text });
    } finally {
      await again();
    }
    onClose();
  });
  const still = `${plural(firingCount, 'alert')} of it still ${firingCount === 1 ? 'fires' : 'fire'}`;
  return (
    <FormDialog
      title={`Resolve ${name}`}
      act="Resolve"
      note="Stands on its timeline"
      submit={submit}
      onClose={onClose}
    >
      {firingCount === 0 && <p>None of its alerts fires any more.</p>}
      {firingCount > 0 && isSeen && <p>{still}, acknowledged. They end by themselves.</p>}
      {firingCount > 0 && !isSeen && (
        <Choices
          label={still}
          name="alerts"
          options={options}
          words={words}
          text={meaning[option]}
          value={option}
          onChange={setOption}
        />
      )}
      <div className="lab">
        <label className="lab-line" htmlFor={note}>
          What ended it
        </label>
        <textarea
          id={note}
          name="note"
          className="text area"
          rows={3}
          maxLength={4_000}
          placeholder="A note for the post-mortem; may stay empty"
        />
      </div>
    </FormDialog>
  );
}
