import { auth } from '../live/auth.ts';
import { call } from '../live/call.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { Field } from '../ui/field.tsx';
import { useSubmit } from '../ui/use-submit.ts';
import { enter } from './enter.ts';

/** Makes the account and signs in with it. */
export function Join({ token, email }: { token: string; email: string }) {
  const { busy, failure, error, form } = useSubmit(async (said) => {
    const password = said('password');
    const accepted = await call('acceptInvitation', { token, name: said('name').trim(), password });
    await auth('sign-in/email', { email: accepted.email, password });
    enter('/');
  });
  return (
    <form className="form" {...form}>
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <Field label="Name" name="name" autoComplete="name" error={error('name')} />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint={<span className="text-fg-3 text-xs">12 or more</span>}
        error={error('password')}
      />
      {failure && (
        <p className="err" role="alert">
          {failure}
        </p>
      )}
      <BusyButton busy={busy} look="md ink">
        Accept and sign in
      </BusyButton>
    </form>
  );
}
