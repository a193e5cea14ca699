import { useMe } from '../../live/call.ts';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { SignInIsOff } from '../call-notes.tsx';
import { AuthenticatorApp } from './authenticator-app.tsx';
import { ChangePassword } from './change-password.tsx';
import { Passkeys } from './passkeys.tsx';
import { Person } from './person.tsx';
import { Sessions } from './sessions.tsx';

/** Whoever is signed in: their name, how they sign in, and where they are signed in. */
export function Profile() {
  const me = useMe();
  if (!me) return null;
  if (me.kind === 'loopback')
    return (
      <Sheet label="Profile">
        <Head line title="This machine, administrator" />
        <SignInIsOff>
          Whoever sits at this machine is the administrator, so there is no profile, password or session to
          keep.
        </SignInIsOff>
      </Sheet>
    );
  return (
    <>
      <Person me={me} />
      <ChangePassword me={me} />
      <Passkeys />
      <AuthenticatorApp me={me} />
      <Sessions />
    </>
  );
}
