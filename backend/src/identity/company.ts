import type { BetterAuthPlugin } from 'better-auth';
import { APIError } from 'better-auth/api';
import { jwtVerify } from 'jose';
import type { Log } from '../platform/log/open-log.ts';
import {
  type Answer,
  Claims,
  type CompanyOptions,
  discover,
  exchange,
  type Provider,
  userInfo,
} from './company-calls.ts';

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

const noAnswer = {
  code: 'company_unreachable',
  message: 'The company’s sign-in cannot be reached now. Try again in a minute.',
};

/**
 * The company's OpenID Connect provider: authorization code with PKCE, state and nonce, an ID token whose signature is
 * checked. Asked for only when somebody signs in, so that a provider that is away does not matter before; why it failed
 * is in the log only.
 */
export function companyProvider({
  name,
  log,
  ...options
}: CompanyOptions & { readonly name: string; readonly log: Log }): BetterAuthPlugin {
  let known: Provider | undefined;
  const found = async () => {
    known ??= await discover(options);
    return known;
  };
  const noted = (err: unknown) => log.warn({ err }, 'the company’s sign-in failed');
  const provider = {
    id: 'company',
    name,
    issuer: options.issuer,
    requiresIdTokenNonce: true,
    accountSubject: ({ profile }: { profile: object }) => Claims.parse(profile).sub,
    async createAuthorizationURL(asked: Asked) {
      try {
        // Asked anew each time: nobody is sent to a provider that is away.
        known = await discover(options);
        return await authorizationUrl(known, asked, options.clientId);
      } catch (error) {
        noted(error);
        throw new APIError('BAD_GATEWAY', noAnswer);
      }
    },
    async validateAuthorizationCode(answer: Answer) {
      const { id_token, access_token } = await exchange(await found(), answer, options);
      return { idToken: id_token, ...(access_token && { accessToken: access_token }) };
    },
    async getUserInfo(told: Told) {
      try {
        const claims = await claimsOf(await found(), told, options);
        const { email, email_verified = false, name = email } = claims;
        return { user: { email, emailVerified: email_verified, ...(name && { name }) }, data: claims };
      } catch (error) {
        noted(error);
        return null;
      }
    },
  };
  return { id: 'company', init: () => ({ context: { socialProviders: [provider] } }) };
}

/** Who signed in there. Throws when the ID token is not one that the provider made for this sign-in. */
async function claimsOf(
  found: Provider,
  { idToken = '', accessToken, expectedIdTokenNonce }: Told,
  options: CompanyOptions,
): Promise<Claims> {
  const { payload } = await jwtVerify(idToken, found.keys, {
    issuer: found.issuer,
    audience: options.clientId,
    requiredClaims: ['exp', 'iat'],
    clockTolerance: 60,
  });
  const claims = Claims.parse(payload);
  if (!expectedIdTokenNonce || claims.nonce !== expectedIdTokenNonce)
    throw new Error('The ID token was made for another sign-in');
  if (claims.email) return claims;
  return { ...claims, ...(await userInfo(found, { subject: claims.sub, accessToken }, options)) };
}

async function authorizationUrl(
  { authorization_endpoint }: Provider,
  { state, codeVerifier, redirectURI, idTokenNonce = '' }: Asked,
  clientId: string,
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
