import type { Me } from '@smartops/contract';
import { useState } from 'react';
import { auth } from '../../live/auth.ts';
import { reload } from '../../live/reload.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Status } from '../../ui/glyph.tsx';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { useSubmit } from '../../ui/use-submit.ts';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SetUp } from './set-up.tsx';
import { useOwnMember } from './use-own-member.ts';

type Step = 'set-up' | 'new-codes' | 'turn-off';

/** A code from a phone as the second factor. */
export function AuthenticatorApp({ me }: { me: Me }) {
  const own = useOwnMember(me);
  const [step, setStep] = useState<Step>();
  const [codes, setCodes] = useState<readonly string[]>();
  const close = () => setStep(undefined);
  const on = own?.signsInWith.includes('code');
  const hasPassword = own?.signsInWith.includes('password');
  return (
    <Sheet label="Authenticator app" half>
      <Head line title="Authenticator app">
        {own && <Status look={on ? 'healthy' : 'unknown'}>{on ? 'On' : 'Off'}</Status>}
      </Head>
      {codes && <RecoveryCodes codes={codes} onStored={() => setCodes(undefined)} />}
      {!own && <SkeletonRows rows={2} tall />}
      {own && !on && !hasPassword && (
        <div className="empty">
          <p>It goes with a password, and you have none here. The company asks for its own second factor.</p>
        </div>
      )}
      {own && !on && hasPassword && (
        <div className="empty">
          <p>
            With it, a stolen password alone opens nothing: signing in also asks for six digits from your
            phone.
          </p>
          <button type="button" className="btn" onClick={() => setStep('set-up')}>
            Set it up…
          </button>
        </div>
      )}
      {own && on && (
        <div className="empty">
          <p>
            Signing in with the password also asks for six digits from your phone, or for one of your recovery
            codes.
          </p>
          <div className="flex flex-wrap gap-2">
            <button type="button" className="btn" onClick={() => setStep('new-codes')}>
              New recovery codes…
            </button>
            <button type="button" className="btn" onClick={() => setStep('turn-off')}>
              Turn it off…
            </button>
          </div>
        </div>
      )}
      {step === 'set-up' && <SetUp onDone={setCodes} onClose={close} />}
      {step === 'new-codes' && <NewCodes onCodes={setCodes} onClose={close} />}
      {step === 'turn-off' && <TurnOff onClose={close} />}
    </Sheet>
  );
}

function NewCodes({
  onCodes,
  onClose,
}: {
  onCodes: (codes: readonly string[]) => void;
  onClose: () => void;
}) {
  const submit = useSubmit(async (said) => {
    const { backupCodes } = await auth('two-factor/generate-backup-codes', { password: said('password') });
    onCodes(backupCodes);
    onClose();
  }, 'password');
  return (
    <FormDialog title="New recovery codes" act="Make new codes" submit={submit} onClose={onClose}>
      <p className="text-fg-2">The codes you have stop working at once; new ones are shown, once.</p>
      <Password error={submit.error('password')} />
    </FormDialog>
  );
}

function TurnOff({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState('');
  return (
    <Confirm
      title="Turn the authenticator app off"
      act="Turn it off"
      keep="Keep it on"
      onClose={onClose}
      run={async () => {
        await auth('two-factor/disable', { password });
        await reload('listMembers');
      }}
    >
      <p>
        From now on the password alone signs you in. Your recovery codes stop working. Delete the entry in the
        app yourself.
      </p>
      <Password value={password} onChange={setPassword} />
    </Confirm>
  );
}

interface PasswordProps {
  error?: string | undefined;
  value?: string;
  onChange?: (value: string) => void;
}

function Password({ error, value, onChange }: PasswordProps) {
  return (
    <Field
      label="Your password"
      name="password"
      type="password"
      autoComplete="current-password"
      {...(value !== undefined && { value })}
      {...(onChange && { onChange: ({ target }) => onChange(target.value) })}
      error={error}
    />
  );
}
