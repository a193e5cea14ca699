import { useState } from 'react';
import { snoozes } from '../../facts/snoozes.ts';
import { formatMoment } from '../../format/time.ts';
import { actOnAlerts } from '../../live/act-on-alerts.ts';
import { useMe } from '../../live/call.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { type AboutAlerts, nameOf } from './about.ts';

export function SnoozeDialog({ alerts, onClose }: AboutAlerts) {
  const me = useMe();
  const [now] = useState(() => Date.now());
  const choices = snoozes(now);
  const [chosen, setChosen] = useState(1);
  const submit = useSubmit(async () => {
    const until = choices[chosen]?.until ?? now;
    onClose();
    await actOnAlerts(alerts, { verb: 'snooze', until: new Date(until).toISOString() }, me?.name ?? '');
  });
  return (
    <FormDialog
      title={`Snooze ${nameOf(alerts)}`}
      act="Snooze"
      submit={submit}
      note="It wakes sooner when it gets worse"
      onClose={onClose}
    >
      <fieldset className="radios">
        <legend>For</legend>
        {choices.map(({ label, until }, index) => (
          <label key={label}>
            <input type="radio" name="for" checked={index === chosen} onChange={() => setChosen(index)} />
            <span>
              {label} <span className="text-fg-3">to {formatMoment(until, now)}</span>
            </span>
          </label>
        ))}
      </fieldset>
    </FormDialog>
  );
}
