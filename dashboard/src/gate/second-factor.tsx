import { useState } from 'react';
import { auth } from '../live/auth.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { CodeBoxes } from '../ui/code-boxes.tsx';
import { Field } from '../ui/field.tsx';
import { useAct } from '../ui/use-act.ts';
import { useSubmit } from '../ui/use-submit.ts';
import { enter } from './enter.ts';
import { GateSheet } from './gate-sheet.tsx';

interface SecondFactorProps {
  title: string;
  onBack: () => void;
}

/** The second factor: a code from the authenticator, or one of the recovery codes. */
export function SecondFactor({ title, onBack }: SecondFactorProps) {
  const [way, setWay] = useState<'app' | 'recovery'>('app');
  return (
    <GateSheet
      title={title}
      foot={
        <button type="button" className="link" onClick={onBack}>
          Back to the password
        </button>
      }
    >
      {way === 'app' ? (
        <AppCode onOther={() => setWay('recovery')} />
      ) : (
        <RecoveryCode onOther={() => setWay('app')} />
      )}
    </GateSheet>
  );
}

function AppCode({ onOther }: { onOther: () => void }) {
  const { busy, failure, act } = useAct(async (code: string) => {
    await auth('two-factor/verify-totp', { code });
    enter();
  });
  return (
    <div className="form">
      <CodeBoxes
        label="Code from your authenticator"
        busy={busy}
        error={failure}
        hint={
          <button type="button" className="link text-xs" onClick={onOther}>
            Use a recovery code
          </button>
        }
        onComplete={act}
      />
    </div>
  );
}

function RecoveryCode({ onOther }: { onOther: () => void }) {
  const { busy, error, form } = useSubmit(async (said) => {
    await auth('two-factor/verify-backup-code', { code: said('code').trim() });
    enter();
  }, 'code');
  return (
    <form className="form" {...form}>
      <Field
        label="Recovery code"
        name="code"
        mono
        autoComplete="off"
        spellCheck={false}
        error={error('code')}
        hint={
          <button type="button" className="link text-xs" onClick={onOther}>
            Use the authenticator
          </button>
        }
      />
      <p className="text-fg-3 text-xs">Each works once. Signed in, you can make new ones in your profile.</p>
      <BusyButton busy={busy} look="md ink">
        Sign in
      </BusyButton>
    </form>
  );
}
