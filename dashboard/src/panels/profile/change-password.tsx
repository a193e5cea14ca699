import type { Me } from '@smartops/contract';
import { useState } from 'react';
import { auth } from '../../live/auth.ts';
import { reload } from '../../live/reload.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { CheckBox } from '../../ui/check-box.tsx';
import { Field } from '../../ui/field.tsx';
import { Status } from '../../ui/glyph.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { useOwnMember } from './use-own-member.ts';

/** For whoever has a password here; others read how to get one. */
export function ChangePassword({ me }: { me: Me }) {
  const own = useOwnMember(me);
  if (!own || own.signsInWith.includes('password')) return <NewPassword />;
  return (
    <Sheet label="Password" half>
      <Head line title="Password" />
      <div className="empty">
        <p>
          You sign in without a password. To have one as well, log out and ask for a link with “Forgot it?”.
        </p>
      </div>
    </Sheet>
  );
}

function NewPassword() {
  const [times, setTimes] = useState(0);
  const { busy, error, form } = useSubmit(async (said) => {
    await auth('change-password', {
      currentPassword: said('currentPassword'),
      newPassword: said('newPassword'),
      revokeOtherSessions: said('others') === 'on',
    });
    setTimes(times + 1);
    await reload('listSessions');
  }, 'newPassword');
  return (
    <Sheet label="Password" half>
      <Head line title="Password">
        {times > 0 && <Status look="healthy">Changed</Status>}
      </Head>
      <form className="form" key={times} {...form}>
        <div className="pair">
          <Field
            label="Current password"
            name="currentPassword"
            type="password"
            autoComplete="current-password"
            error={error('currentPassword')}
          />
          <Field
            label="New password"
            name="newPassword"
            type="password"
            autoComplete="new-password"
            hint={<span className="text-fg-3 text-xs">12 or more</span>}
            error={error('newPassword')}
          />
        </div>
        <CheckBox
          name="others"
          defaultChecked
          label="Sign out my other browsers"
          text="Whoever knows the old password is out at once."
        />
        <BusyButton busy={busy}>Change password</BusyButton>
      </form>
    </Sheet>
  );
}
