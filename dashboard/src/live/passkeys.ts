import { auth } from './auth.ts';
import { readBackend } from './backend.ts';
import { CallError } from './exchange.ts';

/** Why this browser cannot use passkeys; undefined when it can. */
export function passkeysMissing(): string | undefined {
  if (!isSecureContext) return 'Passkeys need HTTPS. Reach this server by https:// or on localhost.';
  const known = typeof PublicKeyCredential === 'function';
  if (!known || !('parseCreationOptionsFromJSON' in PublicKeyCredential))
    return 'This browser is too old for passkeys here. Chrome 129, Firefox 119, Safari 18.4 or newer can.';
  const { hostname } = new URL(readBackend().auth);
  if (hostname !== location.hostname)
    return `Passkeys belong to ${hostname}, and this page is another host's.`;
  return undefined;
}

/** Signs in with a passkey that the person picks in the browser's own dialog. Throws CallError. */
export async function signInWithPasskey(): Promise<void> {
  const options = await auth('passkey/generate-authenticate-options');
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const response = await asked(navigator.credentials.get({ publicKey }), 'No passkey was used.');
  await auth('passkey/verify-authentication', { response });
}

/** Makes a passkey for whoever is signed in. Throws CallError. */
export async function addPasskey(name: string): Promise<void> {
  const options = await auth('passkey/generate-register-options');
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const response = await asked(navigator.credentials.create({ publicKey }), 'No passkey was made.');
  await auth('passkey/verify-registration', { response, name });
}

async function asked(answer: Promise<Credential | null>, nothing: string): Promise<unknown> {
  const credential = await answer.catch((error: unknown) => {
    throw new CallError(sentence(error, nothing));
  });
  if (!(credential instanceof PublicKeyCredential)) throw new CallError(nothing);
  return credential.toJSON();
}

/** The browser says the same of "cancelled", "timed out" and "there is none", so that nobody can be told apart. */
function sentence(error: unknown, nothing: string): string {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'InvalidStateError') return 'This device already holds a passkey for this account.';
  if (name === 'SecurityError')
    return 'The browser refuses passkeys under this address: it is not the one they belong to.';
  return `${nothing} The request was cancelled, or this device holds none for this address.`;
}
