import { passkey } from '@better-auth/passkey';
import { type BetterAuthOptions, type BetterAuthPlugin, betterAuth } from 'better-auth';
import { APIError, isAPIError } from 'better-auth/api';
import { bearer, twoFactor } from 'better-auth/plugins';
import type { Pool } from 'pg';
import { signInDatabase } from '../platform/database/sign-in-database.ts';
import type { Log } from '../platform/log/open-log.ts';
import type { Admission } from './admit.ts';
import { idleMs } from './authority.ts';
import type { CookieRules } from './cookies.ts';

export interface SignInOptions {
  readonly pool: Pool;
  readonly secret: string;
  readonly publicUrl: URL;
  /** Other origins whose pages may call. */
  readonly origins: readonly string[];
  readonly cookies: CookieRules;
  readonly log: Log;
  /** Whether an account may come in now. */
  readonly admit: Admission['admit'];
  /** Whether an account may be made or joined for who comes from the company's provider. */
  readonly admitCompany: Admission['admitCompany'];
  /** Whether a code of an authenticator comes for the first time. */
  readonly isFirstUse: (userId: string, code: string) => Promise<boolean>;
  readonly sendReset: (to: { email: string; name: string }, token: string) => void;
  /** A password was set by mail. */
  readonly wasReset: (userId: string) => Promise<void>;
  readonly company?: BetterAuthPlugin | undefined;
}

/** Our client's address, as the framework worked it out; the headers of a client are not believed. */
export const addressHeader = 'x-smartops-address';

const refused = (message: string) => new APIError('FORBIDDEN', { code: 'not_a_member', message });

const codeUsed = () =>
  new APIError('UNAUTHORIZED', {
    code: 'code_used',
    message: 'That code was used before. Go back to the password and enter the next one',
  });

/** A session begins only for a member, and by a code only once. */
function onlyWhoMay({ admit, isFirstUse }: SignInOptions) {
  return async (
    { userId }: { userId: string },
    asked: { path?: string; body?: { code?: unknown } } | null,
  ) => {
    if (!(await admit(userId, asked?.path === '/callback/:id')))
      throw refused('You are not a member here. Ask for an invitation');
    const code = asked?.path === '/two-factor/verify-totp' ? asked.body?.code : undefined;
    if (code !== undefined && !(await isFirstUse(userId, String(code)))) throw codeUsed();
    return { data: { expiresAt: new Date(Date.now() + idleMs) } };
  };
}

/** better-auth as this program uses it: its tables are ours, and so are limits, origin checks, sessions' life and mail. */
export function signInOptions(options: SignInOptions) {
  const { pool, secret, publicUrl, origins, cookies, log, sendReset, wasReset, company } = options;
  const plugins = [
    twoFactor({ issuer: 'SmartOpsAgent' }),
    passkey({
      rpID: publicUrl.hostname,
      rpName: 'SmartOpsAgent',
      origin: [publicUrl.origin, ...origins],
      schema: { passkey: { fields: { credentialID: 'credentialId' } } },
    }),
    bearer({ requireSignature: true }),
    ...(company ? [company] : []),
  ];
  return {
    appName: 'SmartOpsAgent',
    secret,
    baseURL: publicUrl.origin,
    basePath: '/api/auth',
    // Where a page may be sent back to. The gate has let only pages of ours name their origin.
    trustedOrigins: async (request) => [publicUrl.origin, ...origins, request?.headers.get('origin')],
    database: signInDatabase(pool),
    user: { modelName: 'person', validateUserInfo: options.admitCompany },
    account: {
      modelName: 'credential',
      updateAccountOnSignIn: false,
      accountLinking: { enabled: true },
    },
    verification: { storeIdentifier: 'hashed' },
    session: { expiresIn: idleMs / 1_000, disableSessionRefresh: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 3_600,
      sendResetPassword: async ({ user, token }) => sendReset(user, token),
      onPasswordReset: ({ user }) => wasReset(user.id),
    },
    databaseHooks: {
      // The provider's tokens have done their work: only who somebody is there is kept.
      account: {
        create: { before: async () => ({ data: { accessToken: null, refreshToken: null, idToken: null } }) },
      },
      session: { create: { before: onlyWhoMay(options) } },
    },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: cookies.prefix,
      defaultCookieAttributes: cookies.attributes,
      ipAddress: { ipAddressHeaders: [addressHeader] },
      // The gate of the server has looked at the origin of every request before.
      disableCSRFCheck: true,
      disableOriginCheck: false,
      database: { validateSchema: false },
    },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    onAPIError: {
      errorURL: `${publicUrl.origin}/sign-in`,
      onError: (err) => void (isAPIError(err) || log.error({ err }, 'signing in failed')),
    },
    logger: { level: 'warn', log: toOurs(log) },
    plugins,
  } satisfies BetterAuthOptions;
}

export function openSignIn(options: SignInOptions) {
  return betterAuth(signInOptions(options));
}

/** What it warns of, such as a wrong password, is in the audit log already. */
function toOurs(log: Log) {
  return (level: string, message: string, ...details: unknown[]) => {
    // An error inside a list would be written as {}.
    const err = details.find((detail) => detail instanceof Error);
    if (level === 'error')
      log.warn({ err, details: details.filter((it) => it !== err) }, `sign-in: ${message}`);
    else log.debug({ details }, `sign-in: ${message}`);
  };
}
