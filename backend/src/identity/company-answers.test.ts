import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../platform/database/testing.ts';
import { type Changes, passCompany } from './company.fixture.ts';
import { openVisit, people, type Visit } from './company-visit.fixture.ts';
import { cookiesOf, password, publicOrigin } from './open-room.fixture.ts';

describe.each(testDatabases)('what the company answers, on %s', { timeout: 60_000 }, (_, open) => {
  let visit: Visit;
  // Everybody would be let in, so what is refused is refused for its answer.
  beforeAll(async () => {
    visit = await openVisit(open, { OIDC_DEFAULT_ROLE: 'viewer' });
  }, 120_000);
  afterAll(() => visit.close());
  beforeEach(() => visit.clear());
  const at = (search: string) => new URL(`${publicOrigin}/api/auth/callback/company?${search}`);
  const away = () => Promise.reject(new Error('nobody is at home'));

  it('counts once', async () => {
    const { url, as } = await visit.begin();
    const back = await passCompany(url, 'lena');

    expect(cookiesOf(await visit.callback(back, as)).cookie).toMatch(/session_token=[^;]/);
    const again = await visit.callback(back, as);
    expect(again.headers.location).toBe(`${publicOrigin}/sign-in?error=state_mismatch`);
    expect(cookiesOf(again).cookie).not.toMatch(/session_token=[^;]/);
  });

  it('has a code that counts once, and only for the sign-in it was made for', async () => {
    const first = await visit.begin();
    const used = await passCompany(first.url, 'lena');
    await visit.callback(used, first.as);
    const ofAnother = await passCompany((await visit.begin()).url, 'lena');

    for (const { searchParams } of [used, ofAnother]) {
      const { url, as } = await visit.begin();
      const back = await passCompany(url, 'lena');
      back.searchParams.set('code', searchParams.get('code') ?? '');
      const reply = await visit.callback(back, as);
      expect(reply.headers.location).toBe(`${publicOrigin}/sign-in?error=invalid_code`);
    }
    expect(visit.room.logged.filter((line) => line.includes('answered 400'))).toHaveLength(2);
  });

  it('is taken from no other browser than the one that asked', async () => {
    const { url } = await visit.begin();
    const { as } = await visit.begin();

    await visit.expectRefused(await visit.callback(await passCompany(url, 'lena'), as), 'state_mismatch');
  });

  it.each([
    ['no state', 'code=abc', 'state_not_found'],
    ['a made-up state', 'code=abc&state=made-up', 'state_mismatch'],
  ])('is not taken with %s', async (_name, search, word) => {
    await visit.expectRefused(await visit.callback(at(search), (await visit.begin()).as), word);
  });

  it('may be that it was cancelled', async () => {
    const { url, as } = await visit.begin();
    const state = new URL(url).searchParams.get('state');

    await visit.expectRefused(
      await visit.callback(at(`error=access_denied&state=${state}`), as),
      'access_denied',
    );
  });

  const now = Math.floor(Date.now() / 1_000);
  it.each<[string, Changes, ('company' | 'stranger')?]>([
    ['for another sign-in', { nonce: 'of somebody else' }],
    ['without a nonce', { nonce: undefined }],
    ['of another provider', { iss: 'https://login.other.example' }],
    ['for another application', { aud: 'another application' }],
    ['that is over', { exp: now - 600 }],
    ['that never ends', { exp: undefined }],
    ['signed by a stranger', {}, 'stranger'],
  ])('is not taken with an ID token %s', async (_name, changes, by) => {
    visit.put(async ({ pathname }, answer) => {
      const response = await answer();
      if (pathname !== '/token') return response;
      const { id_token, ...rest } = (await response.json()) as { id_token: string };
      return Response.json({ ...rest, id_token: await visit.company.forge(id_token, changes, by) });
    });

    await visit.expectRefused(await visit.comeAs('lena'), 'unable_to_get_user_info');
    expect(visit.room.logged.join()).toContain('the company’s sign-in failed');
  });

  it('is not taken when it names another provider', async () => {
    const { url, as } = await visit.begin();
    const back = await passCompany(url, 'lena');
    expect(back.searchParams.get('iss')).toBe(visit.company.issuer);
    back.searchParams.set('iss', 'https://login.other.example');

    await visit.expectRefused(await visit.callback(back, as), 'issuer_mismatch');
  });

  it('says nothing of somebody else than the ID token names', async () => {
    visit.put(async ({ pathname }, answer) =>
      pathname === '/me' ? Response.json({ ...people.lena, sub: 'lena' }) : answer(),
    );

    await visit.expectRefused(await visit.comeAs('rosa'), 'email_not_found');
  });

  it('may fail to come: that is said, and passwords go on', async () => {
    visit.put(away);
    const { email } = await visit.room.person('viewer');
    const { reply } = await visit.begin();

    expect(reply.statusCode).toBe(502);
    expect(reply.json()).toMatchObject({
      code: 'company_unreachable',
      detail: expect.stringContaining('Try again'),
    });
    expect(visit.room.logged.join()).toContain('nobody is at home');
    const signedIn = await visit.room.call('POST', '/auth/sign-in/email', { body: { email, password } });
    expect(signedIn.statusCode).toBe(200);
  });

  it('is asked for anew, so that nobody is sent to a provider that went away', async () => {
    expect((await visit.begin()).reply.statusCode).toBe(200);
    visit.put(away);
    expect((await visit.begin()).reply.statusCode).toBe(502);
  });

  it('may fail half-way: that leads back to sign-in', async () => {
    visit.put(({ pathname }, answer) => (pathname === '/token' ? away() : answer()));

    await visit.expectRefused(await visit.comeAs('lena'), 'invalid_code');
    expect(visit.room.logged.join()).toContain('nobody is at home');
  });

  it('is trusted from nobody who calls themselves otherwise', async () => {
    visit.put(async ({ pathname }, answer) => {
      const found: object = await (await answer()).json();
      return Response.json(
        pathname.startsWith('/.well-known/') ? { ...found, issuer: 'https://x.example' } : found,
      );
    });

    expect((await visit.begin()).reply.statusCode).toBe(502);
    expect(visit.room.logged.join()).toContain('calls itself https://x.example');
  });

  it.each(['callbackURL', 'errorCallbackURL', 'newUserCallbackURL'])(
    'leads to no foreign %s',
    async (name) => {
      for (const url of ['https://evil.example/', '//evil.example', 'javascript:alert(1)']) {
        const { reply } = await visit.begin({ [name]: url });
        expect([url, reply.statusCode, reply.json().url]).toEqual([url, 403, undefined]);
      }
    },
  );

  it('holds nothing but who somebody is, whatever the page asks for', async () => {
    const { url } = await visit.begin({ scopes: ['offline_access'], additionalParams: { prompt: 'none' } });
    const { searchParams } = new URL(url);

    expect(searchParams.get('scope')).toBe('openid email profile');
    expect(searchParams.has('prompt')).toBe(false);
    expect(searchParams.get('code_challenge_method')).toBe('S256');
    expect(searchParams.get('nonce')).toHaveLength(32);
  });
});
