import { createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigError } from './environment.ts';

const begins = '-----BEGIN';

/** A GitHub App's key as PKCS #8, from its PEM, the PEM in base64, or the path of its file. Throws ConfigError. */
export function githubKeyOf(text: string): string {
  const key = parsed(pemOf(text));
  if (key.asymmetricKeyType !== 'rsa')
    throw new ConfigError(
      `GITHUB_APP_PRIVATE_KEY is an ${key.asymmetricKeyType} key; GitHub makes RSA keys.`,
    );
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** What must never be written down of it: a path may, a key may not. */
export function githubKeySecrets(text: string | undefined): string[] {
  if (text === undefined) return [];
  const asGiven = inlinePem(text) ? [text] : [];
  return [...asGiven, pemOf(text), githubKeyOf(text)];
}

function pemOf(text: string): string {
  return inlinePem(text) ?? fromFile(text);
}

function inlinePem(text: string): string | undefined {
  // Files of settings often hold a key on one line, with \n for each break.
  if (text.includes(begins)) return text.replaceAll('\\n', '\n').trim();
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return decoded.startsWith(begins) ? decoded.trim() : undefined;
}

function fromFile(path: string): string {
  try {
    return readFileSync(path.trim(), 'utf8').trim();
  } catch {
    throw new ConfigError(
      'GITHUB_APP_PRIVATE_KEY is neither a key (PEM, or PEM in base64) nor a file that can be read.',
    );
  }
}

function parsed(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch {
    throw new ConfigError(
      'GITHUB_APP_PRIVATE_KEY cannot be read as a private key. Use the .pem file that GitHub made for the app, whole and without a passphrase.',
    );
  }
}
