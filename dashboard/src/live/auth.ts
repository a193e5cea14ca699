import { readBackend } from './backend.ts';
import { CallError, exchange } from './exchange.ts';
import { leaveToSignIn, setLeaving } from './sign-in-way.ts';

/** What the sign-in endpoints of `/api/auth` answer, as far as this page reads it. */
interface AuthReplies {
  'sign-in/email': { readonly twoFactorRedirect?: boolean };
  'sign-in/social': { readonly url?: string };
  'sign-out': unknown;
  'two-factor/verify-totp': unknown;
  'two-factor/verify-backup-code': unknown;
  'two-factor/enable': { readonly totpURI: string; readonly backupCodes: readonly string[] };
  'two-factor/generate-backup-codes': { readonly backupCodes: readonly string[] };
  'two-factor/disable': unknown;
  'passkey/generate-authenticate-options': PublicKeyCredentialRequestOptionsJSON;
  'passkey/verify-authentication': unknown;
  'passkey/generate-register-options': PublicKeyCredentialCreationOptionsJSON;
  'passkey/verify-registration': unknown;
  'passkey/list-user-passkeys': readonly Passkey[];
  'passkey/delete-passkey': unknown;
  'request-password-reset': unknown;
  'reset-password': unknown;
  'change-password': unknown;
  'update-user': unknown;
  'get-session': { readonly user: { readonly twoFactorEnabled?: boolean | null } } | null;
}
export type AuthName = keyof AuthReplies;

export interface Passkey {
  readonly id: string;
  readonly name?: string | null;
  readonly createdAt?: string | null;
}

let underWay: Promise<unknown> = Promise.resolve();

/** Resolves when nothing is asked any more that could bring a new session in place of one that has ended. */
export const authSettled = (): Promise<unknown> => underWay;

/** Asks the sign-in endpoints: with a body it changes something, without one it reads. Throws CallError. */
export function auth<Name extends AuthName>(name: Name, body?: object): Promise<AuthReplies[Name]> {
  const reply = ask(name, body);
  underWay = Promise.allSettled([underWay, reply]);
  return reply;
}

async function ask<Name extends AuthName>(name: Name, body?: object): Promise<AuthReplies[Name]> {
  try {
    const address = `${readBackend().auth}/${name}`;
    return (await exchange(address, body ? 'POST' : 'GET', body)) as AuthReplies[Name];
  } catch (error) {
    // A wrong password or code is 401 too, with a word of its own.
    if (error instanceof CallError && error.status === 401 && error.code === 'unauthorized') leaveToSignIn();
    throw error;
  }
}

/** Ends the session of this browser. */
export async function signOut(): Promise<void> {
  setLeaving(true);
  await auth('sign-out', {}).catch((error: unknown) => {
    setLeaving(false);
    throw error;
  });
  leaveToSignIn();
}
