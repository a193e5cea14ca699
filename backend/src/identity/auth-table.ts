import type { Role } from '@smartops/contract';

/** One endpoint of better-auth that we let through; everything else under `/api/auth` does not exist. */
export interface AuthRoute {
  readonly method: 'GET' | 'POST';
  readonly path: `/${string}`;
  /** `viewer` are things that people change about themselves; no key may. */
  readonly role: Role;
  /** What its attempts are called in the audit log; without one nothing is recorded. */
  readonly action?: string;
  /** Counted with the tries to sign in, because it tells whether a password or a code is right. */
  readonly limited?: boolean;
}

const own = { role: 'viewer' } as const;
const guarded = { ...own, limited: true } as const;
const open = { role: 'public' } as const;
const entry = { ...open, action: 'session.start', limited: true } as const;

export const authTable = [
  { ...entry, method: 'POST', path: '/sign-in/email' },
  { ...open, method: 'POST', path: '/sign-in/social', limited: true },
  { ...open, method: 'GET', path: '/callback/company', action: 'session.start' },
  { ...open, method: 'POST', path: '/sign-out', action: 'session.end' },
  { ...open, method: 'POST', path: '/request-password-reset', action: 'password.forget', limited: true },
  { ...open, method: 'POST', path: '/reset-password', action: 'password.reset', limited: true },
  { ...own, method: 'GET', path: '/get-session' },
  { ...own, method: 'POST', path: '/update-user', action: 'person.update' },
  { ...guarded, method: 'POST', path: '/change-password', action: 'password.change' },
  { ...guarded, method: 'POST', path: '/two-factor/enable', action: 'factor.begin' },
  { ...entry, method: 'POST', path: '/two-factor/verify-totp' },
  { ...entry, method: 'POST', path: '/two-factor/verify-backup-code' },
  { ...guarded, method: 'POST', path: '/two-factor/generate-backup-codes', action: 'factor.codes' },
  { ...guarded, method: 'POST', path: '/two-factor/disable', action: 'factor.disable' },
  { ...open, method: 'GET', path: '/passkey/generate-authenticate-options' },
  { ...entry, method: 'POST', path: '/passkey/verify-authentication' },
  { ...own, method: 'GET', path: '/passkey/generate-register-options' },
  { ...own, method: 'POST', path: '/passkey/verify-registration', action: 'passkey.add' },
  { ...own, method: 'GET', path: '/passkey/list-user-passkeys' },
  { ...own, method: 'POST', path: '/passkey/update-passkey', action: 'passkey.rename' },
  { ...own, method: 'POST', path: '/passkey/delete-passkey', action: 'passkey.remove' },
] as const satisfies readonly AuthRoute[];
