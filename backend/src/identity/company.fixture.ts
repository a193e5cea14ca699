import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { Provider } from 'oidc-provider';

/** What the company knows about somebody, by the name they sign in with there. */
export type People = Readonly<Record<string, { name?: string; email?: string; email_verified?: boolean }>>;

/** Claims to put into an ID token, or to take out. */
export type Changes = Readonly<Record<string, unknown>>;

interface CompanyPlan {
  /** Where the product is. */
  readonly origin: string;
  readonly people: People;
}

/** A real OpenID provider on loopback, which believes whatever name one signs in with. */
export async function openCompany({ origin, people }: CompanyPlan) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keys = await Promise.all([signer(), signer()]);
  const client = { id: 'smartops', secret: 'a secret of the company, only for tests' };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [`${origin}/api/auth/callback/company`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    jwks: { keys: [keys[0].jwk] },
    ttl: { Interaction: 600, Session: 600, Grant: 600 },
    pkce: { required: () => true },
  });
  server.on('request', provider.callback());
  return {
    issuer,
    variables: { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: client.id, OIDC_CLIENT_SECRET: client.secret },
    /** An ID token as it would be with other claims, or signed by somebody else. */
    forge: (idToken: string, changes: Changes, by: 'company' | 'stranger' = 'company') =>
      new SignJWT({ ...decodeJwt(idToken), ...changes })
        .setProtectedHeader({ alg: 'RS256', kid: keys[0].jwk.kid })
        .sign(keys[by === 'company' ? 0 : 1].privateKey),
    close: () => closeServer(server),
  };
}

async function signer() {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(privateKey)), kid: 'company', alg: 'RS256', use: 'sig' } };
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

/** Goes through the provider's pages as a browser without scripts; resolves to where it sends one back to. */
export async function passCompany(url: string, who: string): Promise<URL> {
  const cookies = new Map<string, string>();
  const home = new URL(url).origin;
  let step = await visit(url, cookies);
  for (let pages = 0; pages < 12; pages++) {
    const location = step.headers.get('location');
    if (location && new URL(location, home).origin !== home) return new URL(location);
    step = location
      ? await visit(new URL(location, home).href, cookies)
      : await submit(await step.text(), who, cookies);
  }
  throw new Error('The provider goes round in circles');
}

/** Presses the button of the page. */
function submit(page: string, who: string, cookies: Map<string, string>): Promise<Response> {
  const action = page.match(/<form[^>]*action="([^"]+)"/)?.[1];
  const prompt = page.match(/name="prompt" value="(\w+)"/)?.[1];
  if (!action || !prompt) throw new Error(`The provider shows no form:\n${page}`);
  return visit(action, cookies, new URLSearchParams({ prompt, login: who, password: 'any' }));
}

async function visit(url: string, cookies: Map<string, string>, body?: URLSearchParams): Promise<Response> {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const response = await fetch(url, {
    redirect: 'manual',
    headers: { cookie },
    ...(body && { method: 'POST', body }),
  });
  for (const line of response.headers.getSetCookie()) {
    const [, name = '', value = ''] = line.match(/^([^=]+)=([^;]*)/) ?? [];
    if (value) cookies.set(name, value);
    else cookies.delete(name);
  }
  return response;
}
