import { useEffect, useState } from 'react';
import { auth } from '../../live/auth.ts';
import { reload } from '../../live/reload.ts';
import { CodeBoxes } from '../../ui/code-boxes.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { useAct } from '../../ui/use-act.ts';
import { useSubmit } from '../../ui/use-submit.ts';
import { secretIn } from './secret-in.ts';

interface SetUpProps {
  /** The recovery codes, once the app has proved itself. */
  onDone: (codes: readonly string[]) => void;
  onClose: () => void;
}

interface Enrolment {
  readonly totpURI: string;
  readonly backupCodes: readonly string[];
}

/** Password, then the picture to scan and the first code. Nothing is switched on before that code is right. */
export function SetUp({ onDone, onClose }: SetUpProps) {
  const [enrolment, setEnrolment] = useState<Enrolment>();
  const submit = useSubmit(async (said) => {
    setEnrolment(await auth('two-factor/enable', { password: said('password') }));
  }, 'password');
  if (enrolment) return <Scan enrolment={enrolment} onDone={onDone} onClose={onClose} />;
  return (
    <FormDialog title="Set up an authenticator app" act="Continue" submit={submit} onClose={onClose}>
      <Field
        label="Your password"
        name="password"
        type="password"
        autoComplete="current-password"
        error={submit.error('password')}
      />
    </FormDialog>
  );
}

function Scan({ enrolment, onDone, onClose }: { enrolment: Enrolment } & SetUpProps) {
  const { totpURI, backupCodes } = enrolment;
  const { busy, failure, act } = useAct(async (code: string) => {
    await auth('two-factor/verify-totp', { code });
    await reload('listMembers', 'listSessions');
    onDone(backupCodes);
    onClose();
  });
  const secret = secretIn(totpURI);
  return (
    <Dialog
      title="Set up an authenticator app"
      size="small"
      onClose={onClose}
      foot="It is off until a code from it was right."
    >
      <div className="form">
        <p className="text-fg-2">Scan this with the app on your phone, or type the secret into it.</p>
        <QrCode text={totpURI} />
        <div className="flex items-center gap-2">
          <code className="mono min-w-0 flex-1 break-all">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
          <CopyButton text={secret} label="Copy secret" />
        </div>
        <CodeBoxes label="The code it shows" busy={busy} error={failure} onComplete={act} />
      </div>
    </Dialog>
  );
}

/** Drawn here, so that the secret goes to nobody else. */
function QrCode({ text }: { text: string }) {
  const [path, setPath] = useState<{ d: string; size: number }>();
  useEffect(() => {
    let current = true;
    void import('./qr-path.ts').then(({ qrPath }) => current && setPath(qrPath(text)));
    return () => {
      current = false;
    };
  }, [text]);
  return (
    <svg
      className="qr"
      viewBox={`0 0 ${path?.size ?? 1} ${path?.size ?? 1}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label="QR code for the authenticator app"
    >
      {path && <path d={path.d} fill="currentColor" />}
    </svg>
  );
}
