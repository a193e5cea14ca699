import { admission } from './admit.ts';
import { authRoutes } from './auth-routes.ts';
import { authSecret } from './auth-secret.ts';
import { signInAuthority } from './authority.ts';
import { companyProvider } from './company.ts';
import { cookieRules } from './cookies.ts';
import type { Entry, EntryTools, IdentityParts } from './entry.ts';
import { resetLetter } from './letters.ts';
import { personStore } from './person-store.ts';
import { recordRefusal } from './record-refusal.ts';
import { codesOnce, pendingAccount } from './second-factor.ts';
import { openSignIn } from './sign-in.ts';

/** Everybody signs in: better-auth on our tables, and who is behind a session or a key. */
export async function openSignInRoom(
  { config, database, sealing, fetch, log, now }: IdentityParts,
  { context, attempts, mail }: EntryTools,
): Promise<Entry> {
  const { publicUrl, signIn, env } = config;
  const { company } = signIn;
  const cookies = cookieRules(publicUrl, env.CORS_ORIGINS);
  const secret = await authSecret(signIn.secret, { database: database.sql, sealing, now: now() });
  const auth = openSignIn({
    pool: database.pool,
    secret,
    publicUrl,
    origins: env.CORS_ORIGINS,
    cookies,
    log,
    ...admission(context, company?.defaultRole),
    isFirstUse: codesOnce(context),
    company: company ? companyProvider({ ...company, fetch, log }) : undefined,
    sendReset: ({ email, name }, token) => void mail?.send(resetLetter({ email, name, token, publicUrl })),
    wasReset: personStore(database.sql).forgetPending,
  });
  const authority = signInAuthority({
    database: database.sql,
    workspace: context.workspace,
    secret,
    cookies,
    now,
    refused: (refusal) => recordRefusal(refusal, context),
  });
  return {
    authority,
    forget: authority.forget,
    mount: (app) =>
      authRoutes(app, {
        context,
        authority,
        attempts,
        publicUrl,
        canMail: mail !== undefined,
        handler: auth.handler,
        pending: pendingAccount(context, {
          cookies,
          secret,
          find: async (identifier) => (await auth.$context).internalAdapter.findVerificationValue(identifier),
        }),
      }),
  };
}
