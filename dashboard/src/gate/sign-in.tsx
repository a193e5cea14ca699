import type { SignInOptions } from '@smartops/contract';
import { useState } from 'react';
import { auth } from '../live/auth.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { Field } from '../ui/field.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { enter } from './enter.ts';
import { GateSheet } from './gate-sheet.tsx';
import { OtherWays } from './other-ways.tsx';
import { SecondFactor } from './second-factor.tsx';

interface SignInProps {
  options: SignInOptions;
  onForgotten: () => void;
}

export function SignIn({ options, onForgotten }: SignInProps) {
  const [email, setEmail] = useState('');
  const [step, setStep] = useState<'password' | 'code'>('password');
  const { busy, error, form } = useSubmit(async (said) => {
    const answer = await auth('sign-in/email', { email: said('email').trim(), password: said('password') });
    if (answer.twoFactorRedirect) setStep('code');
    else enter();
  }, 'password');
  const title = `Sign in to ${options.workspace}`;
  if (step === 'code') return <SecondFactor title={title} onBack={() => setStep('password')} />;
  return (
    <GateSheet title={title} foot="No account? Ask an administrator for an invitation.">
      <OtherWays company={options.company} />
      <form className="form" {...form}>
        <div className="or">or with a password</div>
        <Field
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          value={email}
          onChange={({ target }) => setEmail(target.value)}
          error={error('email')}
        />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          error={error('password')}
          hint={
            <button type="button" className="link text-xs" onClick={onForgotten}>
              Forgot it?
            </button>
          }
        />
        <BusyButton busy={busy} look="md ink">
          Sign in
        </BusyButton>
      </form>
    </GateSheet>
  );
}
