import { useState } from 'react';
import { auth } from '../live/auth.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { Field } from '../ui/field.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { GateSheet } from './gate-sheet.tsx';

interface ForgottenPasswordProps {
  /** Whether the server can send mail. */
  mail: boolean;
  onBack: () => void;
}

/** Asks for a letter with a link; never says whether the account exists. */
export function ForgottenPassword({ mail, onBack }: ForgottenPasswordProps) {
  const [sentTo, setSentTo] = useState<string>();
  const { busy, failure, error, form } = useSubmit(async (said) => {
    const email = said('email').trim();
    await auth('request-password-reset', { email, redirectTo: `${location.origin}/reset-password` });
    setSentTo(email);
  });
  const back = (
    <button type="button" className="link" onClick={onBack}>
      Back to sign-in
    </button>
  );
  if (!mail)
    return (
      <GateSheet title="Forgotten password" foot={back}>
        <div className="form">
          <p className="text-fg-2">
            This server cannot send mail, so it cannot send you a link. Ask an administrator to remove you and
            to invite you again, or use a passkey.
          </p>
        </div>
      </GateSheet>
    );
  if (sentTo)
    return (
      <GateSheet title="Look into your mail" foot={back}>
        <div className="form" role="status">
          <p className="text-fg-2">
            If <b className="font-medium text-fg">{sentTo}</b> has an account here, a link to set a new
            password is on its way. It works once, for an hour.
          </p>
        </div>
      </GateSheet>
    );
  return (
    <GateSheet title="Forgotten password" text="We send you a link to set a new one." foot={back}>
      <form className="form" {...form}>
        <Field label="Email" name="email" type="email" autoComplete="username" error={error('email')} />
        {failure && (
          <p className="err" role="alert">
            {failure}
          </p>
        )}
        <BusyButton busy={busy} look="md ink">
          Send the link
        </BusyButton>
      </form>
    </GateSheet>
  );
}
