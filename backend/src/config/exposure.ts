import { ConfigError, type Environment } from './environment.ts';

/** `open`: whoever reaches this machine's loopback is the administrator. `required`: everybody signs in. */
export type AuthMode = 'open' | 'required';

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/** Whether nobody but this machine reaches what listens there. */
export function isLoopback(host: string): boolean {
  return loopback.has(host.toLowerCase());
}

/** Who may come in, from where it listens and what is asked for. Throws ConfigError when that would let strangers in. */
export function authModeOf({
  HOST,
  AUTH_MODE,
  TRUST_PROXY,
  APPROVAL_TWO_PEOPLE,
}: Pick<Environment, 'HOST' | 'AUTH_MODE' | 'TRUST_PROXY' | 'APPROVAL_TWO_PEOPLE'>): AuthMode {
  const mode = AUTH_MODE ?? (isLoopback(HOST) ? 'open' : 'required');
  if (mode === 'open' && !isLoopback(HOST))
    throw new ConfigError(
      `AUTH_MODE=open with HOST=${HOST} would make everybody who reaches this machine its administrator. Use AUTH_MODE=required, or HOST=127.0.0.1.`,
    );
  if (mode === 'open' && TRUST_PROXY > 0)
    throw new ConfigError(
      'TRUST_PROXY says that a proxy stands in front: behind it everybody would seem to sit at this machine and be its administrator. Use AUTH_MODE=required, or TRUST_PROXY=0.',
    );
  if (mode === 'open' && APPROVAL_TWO_PEOPLE)
    throw new ConfigError(
      'APPROVAL_TWO_PEOPLE needs to know who is who, and with AUTH_MODE=open nobody signs in. Use AUTH_MODE=required.',
    );
  return mode;
}

/** Where people reach the program. A passkey needs a name, so loopback is called localhost. */
export function publicUrlOf({
  PUBLIC_URL,
  HOST,
  PORT,
}: Pick<Environment, 'PUBLIC_URL' | 'HOST' | 'PORT'>): URL {
  if (PUBLIC_URL) return new URL(PUBLIC_URL);
  const anywhere = HOST === '0.0.0.0' || HOST === '::';
  const name = isLoopback(HOST) || anywhere ? 'localhost' : HOST;
  return new URL(`http://${name.includes(':') ? `[${name}]` : name}:${PORT}`);
}
