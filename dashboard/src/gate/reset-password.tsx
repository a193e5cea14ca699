'use client';

import { useState } from 'react';
import { auth } from '../live/auth.ts';
import { CallError } from '../live/exchange.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { Field } from '../ui/field.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { GateSheet, GateSkeleton } from './gate-sheet.tsx';
import { useLinkToken } from './use-link-token.ts';

type Step = 'ask' | 'done' | 'worthless';

/** A new password, with the link from the letter. */
export function ResetPassword() {
  const token = useLinkToken();
  const [step, setStep] = useState<Step>('ask');
  if (token === undefined) return <GateSkeleton />;
  if (token === '' || step === 'worthless')
    return (
      <GateSheet title="This link does not work">
        <div className="form">
          <p className="text-fg-2">It is incomplete, was used before, or is older than an hour.</p>
          <a className="btn md ink" href="/sign-in?view=forgotten">
            Ask for a new one
          </a>
        </div>
      </GateSheet>
    );
  if (step === 'done')
    return (
      <GateSheet title="The new password is set">
        <div className="form">
          <a className="btn md ink" href="/sign-in">
            Sign in with it
          </a>
        </div>
      </GateSheet>
    );
  return <NewPassword token={token} onStep={setStep} />;
}

function NewPassword({ token, onStep }: { token: string; onStep: (step: Step) => void }) {
  const { busy, error, form } = useSubmit(async (said) => {
    try {
      await auth('reset-password', { newPassword: said('newPassword'), token });
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== 'invalid_token') throw error;
      onStep('worthless');
      return;
    }
    onStep('done');
  }, 'newPassword');
  return (
    <GateSheet title="Set a new password" text="Your other browsers are signed out.">
      <form className="form" {...form}>
        <Field
          label="New password"
          name="newPassword"
          type="password"
          autoComplete="new-password"
          hint={<span className="text-fg-3 text-xs">12 or more</span>}
          error={error('newPassword')}
        />
        <BusyButton busy={busy} look="md ink">
          Set password
        </BusyButton>
      </form>
    </GateSheet>
  );
}
