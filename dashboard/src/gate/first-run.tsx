import { auth } from '../live/auth.ts';
import { call } from '../live/call.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { Field } from '../ui/field.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { enter } from './enter.ts';
import { GateSheet } from './gate-sheet.tsx';

/** First run, 1 of 2: shown in place of sign-in until an administrator exists. */
export function FirstRun() {
  const { busy, failure, error, form } = useSubmit(async (said) => {
    const [email, password] = [said('email').trim(), said('password')];
    await call('firstRun', {
      token: said('token').trim(),
      name: said('name').trim(),
      email,
      password,
      workspace: said('workspace').trim(),
    });
    await auth('sign-in/email', { email, password });
    enter('/welcome');
  });
  return (
    <GateSheet
      wide
      step="First run, 1 of 2"
      title="Create the administrator"
      text="Nobody has signed in here yet. The token proves that this server is yours."
      foot="Token lost or expired? Restart the server: it prints a new one."
    >
      <form className="form" {...form}>
        <Terminal />
        <Field
          label="One-time token"
          name="token"
          mono
          autoComplete="one-time-code"
          spellCheck={false}
          error={error('token')}
        />
        <div className="pair">
          <Field label="Name" name="name" autoComplete="name" error={error('name')} />
          <Field label="Email" name="email" type="email" autoComplete="email" error={error('email')} />
          <Field
            label="Password"
            name="password"
            type="password"
            autoComplete="new-password"
            hint={<span className="text-fg-3 text-xs">12 or more</span>}
            error={error('password')}
          />
          <Field label="Workspace" name="workspace" autoComplete="organization" error={error('workspace')} />
        </div>
        {failure && (
          <p className="err" role="alert">
            {failure}
          </p>
        )}
        <BusyButton busy={busy} look="md ink">
          Create administrator
        </BusyButton>
      </form>
    </GateSheet>
  );
}

/** Where the token stands. */
const Terminal = () => (
  <div className="grid gap-2">
    <p className="text-fg-3 text-xs">In the terminal where it was started</p>
    <pre className="code">
      Nobody can sign in yet. Open … and type this token to become the administrator:
      {'\n\n    '}
      <b className="font-medium text-fg">XXXX-XXXX-XXXX</b>
      {'\n\n'}It works once, for 30 minutes.
    </pre>
  </div>
);
