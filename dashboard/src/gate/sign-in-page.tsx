'use client';

import type { SignInOptions } from '@smartops/contract';
import { useCall } from '../live/call.ts';
import { choice, useUrl } from '../state/url-state.ts';
import { FirstRun } from './first-run.tsx';
import { ForgottenPassword } from './forgotten-password.tsx';
import { GateSheet, GateSkeleton } from './gate-sheet.tsx';
import { SignIn } from './sign-in.tsx';

const view = choice('view', ['sign-in', 'forgotten']);

/** Sign-in, or what stands in its place: the first run, a forgotten password, an open installation. */
export function SignInPage() {
  const { data: options, error, mutate } = useCall('getSignInOptions', {});
  if (options) return <Fitting options={options} />;
  if (!error) return <GateSkeleton />;
  return (
    <GateSheet title="The server does not answer">
      <div className="form" role="alert">
        <p className="text-fg-2">{error.message}</p>
        <button type="button" className="btn md" onClick={() => void mutate()}>
          Try again
        </button>
      </div>
    </GateSheet>
  );
}

function Fitting({ options }: { options: SignInOptions }) {
  const [shown, setShown] = useUrl(view);
  if (options.mode === 'open')
    return (
      <GateSheet title="Nobody needs to sign in here" foot="Switch sign-in on with AUTH_MODE=required.">
        <div className="form">
          <p className="text-fg-2">
            This installation is open: it answers on this machine only, and whoever sits here is its
            administrator.
          </p>
          <a className="btn md ink" href="/">
            Go to Overview
          </a>
        </div>
      </GateSheet>
    );
  if (options.firstRun) return <FirstRun />;
  if (shown === 'forgotten')
    return <ForgottenPassword mail={options.mail} onBack={() => setShown('sign-in')} />;
  return <SignIn options={options} onForgotten={() => setShown('forgotten')} />;
}
