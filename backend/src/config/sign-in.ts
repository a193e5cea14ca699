import type { MemberRole } from '@smartops/contract';
import { ConfigError, type Environment } from './environment.ts';

export interface SignInConfig {
  /** The company's OpenID provider. */
  readonly company: CompanyConfig | null;
  readonly mail: { readonly url: string; readonly from: string } | null;
  /** Signs cookies and seals second factors; kept in the database when it is not given. */
  readonly secret: string | undefined;
}

export interface CompanyConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
  /** What becomes of somebody who was not invited; undefined refuses them. */
  readonly defaultRole: MemberRole | undefined;
}

/** Throws ConfigError when it is only half set. */
export function signInConfigOf(env: Environment): SignInConfig {
  return { company: companyOf(env), mail: mailOf(env), secret: env.AUTH_SECRET };
}

function companyOf(env: Environment): CompanyConfig | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuer && !clientId && !clientSecret) return null;
  if (!issuer || !clientId || !clientSecret)
    throw new ConfigError(
      'Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together, or none of them.',
    );
  return { issuer, clientId, clientSecret, name: env.OIDC_NAME, defaultRole: env.OIDC_DEFAULT_ROLE };
}

function mailOf({ SMTP_URL: url, MAIL_FROM: from }: Environment): SignInConfig['mail'] {
  if (!url && !from) return null;
  if (!url || !from) throw new ConfigError('Set SMTP_URL and MAIL_FROM together, or neither.');
  return { url, from };
}
