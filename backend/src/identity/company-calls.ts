import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';

export interface CompanyOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The door for addresses that the operator configured. */
  readonly fetch: typeof fetch;
}

const Discovery = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  userinfo_endpoint: z.url().optional(),
});
const Tokens = z.object({ id_token: z.string(), access_token: z.string().optional() });
export const Claims = z.object({
  sub: z.string().min(1),
  nonce: z.string().optional(),
  email: z.email().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
});
export type Claims = z.output<typeof Claims>;

export interface Provider extends z.output<typeof Discovery> {
  readonly keys: JWTVerifyGetKey;
}

/** What the provider says of itself. Throws when it does not answer, or calls itself otherwise. */
export async function discover({ issuer, fetch }: CompanyOptions): Promise<Provider> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = Discovery.parse(await jsonOf(await fetch(url)));
  if (found.issuer !== issuer)
    throw new Error(`The provider calls itself ${found.issuer}, but OIDC_ISSUER is ${issuer}`);
  return { ...found, keys: createRemoteJWKSet(new URL(found.jwks_uri), { [customFetch]: fetch }) };
}

export interface Answer {
  readonly code: string;
  readonly redirectURI: string;
  readonly codeVerifier?: string | undefined;
}

/** The tokens that the code of the callback stands for. */
export async function exchange(
  { token_endpoint }: Provider,
  { code, redirectURI, codeVerifier = '' }: Answer,
  { clientId, clientSecret, fetch }: CompanyOptions,
): Promise<z.output<typeof Tokens>> {
  const basic = [clientId, clientSecret].map(encodeURIComponent).join(':');
  const response = await fetch(token_endpoint, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(basic).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectURI,
      code_verifier: codeVerifier,
    }).toString(),
  });
  return Tokens.parse(await jsonOf(response));
}

/** For providers that keep the address out of the ID token. */
export async function userInfo(
  { userinfo_endpoint }: Provider,
  { subject, accessToken }: { subject: string; accessToken: string | undefined },
  { fetch }: CompanyOptions,
): Promise<Partial<Claims>> {
  if (!userinfo_endpoint || !accessToken) return {};
  const response = await fetch(userinfo_endpoint, { headers: { authorization: `Bearer ${accessToken}` } });
  const claims = Claims.parse(await jsonOf(response));
  return claims.sub === subject ? claims : {};
}

async function jsonOf(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`The company's sign-in answered ${response.status}`);
  return response.json();
}
