import type { BetterAuthPlugin } from 'better-auth';
import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';

export interface CompanyOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
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
const Claims = z.object({
  sub: z.string().min(1),
  nonce: z.string().optional(),
  email: z.email().optional(),
  email_verified: z.boolean().optional(),
  name: z.string().optional(),
});

interface Provider extends z.output<typeof Discovery> {
  readonly keys: JWTVerifyGetKey;
}

/**
 * The company's OpenID Connect provider: authorization code with PKCE, state and nonce, an ID token whose signature is
 * checked. Asked for only when somebody signs in, so that a provider that is away does not matter before.
 */
export function companyProvider(options: CompanyOptions): BetterAuthPlugin {
  const discover = discovery(options);
  const provider = {
    id: 'company',
    name: options.name,
    requiresIdTokenNonce: true,
    accountSubject: ({ profile }: { profile: object }) => Claims.parse(profile).sub,
    createAuthorizationURL: async (asked: Asked) => authorizationUrl(await discover(), asked, options),
    async validateAuthorizationCode(answer: {
      code: string;
      redirectURI: string;
      codeVerifier?: string | undefined;
    }) {
      const { id_token, access_token } = await exchange(await discover(), answer, options);
      return { idToken: id_token, ...(access_token && { accessToken: access_token }) };
    },
    async getUserInfo({ idToken = '', accessToken, expectedIdTokenNonce }: Told) {
      const found = await discover();
      const { payload } = await jwtVerify(idToken, found.keys, {
        issuer: found.issuer,
        audience: options.clientId,
        clockTolerance: 60,
      });
      const claims = Claims.parse(payload);
      if (!expectedIdTokenNonce || claims.nonce !== expectedIdTokenNonce) return null;
      const all = claims.email
        ? claims
        : { ...claims, ...(await userInfo(found, claims.sub, accessToken, options)) };
      const { email, email_verified = false, name = email } = all;
      return { user: { email, emailVerified: email_verified, ...(name && { name }) }, data: all };
    },
  };
  return { id: 'company', init: () => ({ context: { socialProviders: [provider] } }) };
}

interface Asked {
  readonly state: string;
  readonly codeVerifier: string;
  readonly redirectURI: string;
  readonly idTokenNonce?: string | undefined;
}

interface Told {
  readonly idToken?: string | undefined;
  readonly accessToken?: string | undefined;
  readonly expectedIdTokenNonce?: string | undefined;
}

function discovery({ issuer, fetch }: CompanyOptions): () => Promise<Provider> {
  let known: Promise<Provider> | undefined;
  const ask = async (): Promise<Provider> => {
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const found = Discovery.parse(await jsonOf(await fetch(url)));
    if (found.issuer !== issuer) throw new Error(`The provider calls itself ${found.issuer}, not ${issuer}`);
    return { ...found, keys: createRemoteJWKSet(new URL(found.jwks_uri), { [customFetch]: fetch }) };
  };
  return () => {
    known ??= ask().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

async function authorizationUrl(
  { authorization_endpoint }: Provider,
  { state, codeVerifier, redirectURI, idTokenNonce = '' }: Asked,
  { clientId }: CompanyOptions,
): Promise<URL> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier));
  const url = new URL(authorization_endpoint);
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectURI,
    scope: 'openid email profile',
    state,
    nonce: idTokenNonce,
    code_challenge: Buffer.from(digest).toString('base64url'),
    code_challenge_method: 'S256',
  };
  for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
  return url;
}

async function exchange(
  { token_endpoint }: Provider,
  {
    code,
    redirectURI,
    codeVerifier = '',
  }: { code: string; redirectURI: string; codeVerifier?: string | undefined },
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
async function userInfo(
  { userinfo_endpoint }: Provider,
  subject: string,
  accessToken: string | undefined,
  { fetch }: CompanyOptions,
): Promise<Partial<z.output<typeof Claims>>> {
  if (!userinfo_endpoint || !accessToken) return {};
  const response = await fetch(userinfo_endpoint, { headers: { authorization: `Bearer ${accessToken}` } });
  const claims = Claims.parse(await jsonOf(response));
  return claims.sub === subject ? claims : {};
}

async function jsonOf(response: Response): Promise<unknown> {
  if (!response.ok) throw new Error(`The company's sign-in answered ${response.status}`);
  return response.json();
}
