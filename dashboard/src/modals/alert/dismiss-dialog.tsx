import { useState } from 'react';
import { actOnAlerts } from '../../live/act-on-alerts.ts';
import { useMe } from '../../live/call.ts';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { type AboutAlerts, nameOf } from './about.ts';

const reasons = [
  ['Expected', 'a planned change causes it'],
  ['Not actionable', 'nobody would do anything'],
  ['Wrong limit', 'the rule asks for too much'],
  ['Duplicate', 'another alert tells the same'],
] as const;

/** Asks why, for whoever reads the history. */
export function DismissDialog({ alerts, onClose }: AboutAlerts) {
  const me = useMe();
  const [reason, setReason] = useState<string>(reasons[0][0]);
  const submit = useSubmit(async (said) => {
    const words = said('words').trim();
    onClose();
    await actOnAlerts(
      alerts,
      { verb: 'dismiss', reason: words ? `${reason}: ${words}` : reason },
      me?.name ?? '',
    );
  });
  return (
    <FormDialog
      title={`Dismiss ${nameOf(alerts)}`}
      act="Dismiss"
      submit={submit}
      note={me && `Recorded as ${me.name}`}
      onClose={onClose}
    >
      <fieldset className="radios">
        <legend>Because it is</legend>
        {reasons.map(([name, text]) => (
          <label key={name}>
            <input type="radio" name="reason" checked={name === reason} onChange={() => setReason(name)} />
            <span>
              {name} <span className="text-fg-3">{text}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <Field label="In your words" name="words" maxLength={1_900} hint={<span>optional</span>} />
      <p className="text-fg-2 text-xs">
        It leaves the lists, and nobody is told. It comes back only when it has ended and fires anew.
      </p>
    </FormDialog>
  );
}
