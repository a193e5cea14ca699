import type { SignInOptions } from '@smartops/contract';
import { Building2, FingerprintPattern } from 'lucide-react';
import { auth } from '../live/auth.ts';
import { passkeysMissing, signInWithPasskey } from '../live/passkeys.ts';
import { text, useUrl } from '../state/url-state.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { Status } from '../ui/glyph.tsx';
import { useAct } from '../ui/use-act.ts';
import { companyRefusal } from './company-refusal.ts';
import { destination, enter } from './enter.ts';

type Company = NonNullable<SignInOptions['company']>;

/** Without a password: the company's own sign-in, where there is one, and passkeys. */
export function OtherWays({ company }: { company: SignInOptions['company'] }) {
  return (
    <div className="form gate-ways">
      {company && <CompanyWay company={company} />}
      <PasskeyWay />
    </div>
  );
}

const refused = text('error');

function CompanyWay({ company }: { company: Company }) {
  const [code] = useUrl(refused);
  const { busy, failure, act } = useAct(async () => {
    const { url } = await auth('sign-in/social', {
      provider: company.id,
      callbackURL: location.origin + destination(),
      errorCallbackURL: `${location.origin}/sign-in`,
    });
    if (!url) throw new Error('It gave no address to go to.');
    location.assign(url);
  });
  return (
    <>
      <BusyButton type="button" busy={busy} look="md" onClick={() => act()}>
        <Building2 size={16} strokeWidth={1.75} aria-hidden />
        Continue with {company.name}
      </BusyButton>
      {failure ? (
        <Trouble title={`${company.name} does not answer`} text={failure} />
      ) : (
        code && <Trouble title={`${company.name} did not let you in`} text={companyRefusal(code)} />
      )}
    </>
  );
}

function Trouble({ title, text }: { title: string; text: string }) {
  return (
    <div className="grid gap-1" role="alert">
      <Status look="warning">{title}</Status>
      <p className="text-fg-2 text-xs">{text} Passkey and password still work.</p>
    </div>
  );
}

function PasskeyWay() {
  const { busy, failure, act } = useAct(async () => {
    const missing = passkeysMissing();
    if (missing) throw new Error(missing);
    await signInWithPasskey();
    enter();
  });
  return (
    <>
      <BusyButton type="button" busy={busy} look="md" onClick={() => act()}>
        <FingerprintPattern size={16} strokeWidth={1.75} aria-hidden />
        Use a passkey
      </BusyButton>
      {failure && (
        <p className="err" role="alert">
          {failure}
        </p>
      )}
    </>
  );
}
