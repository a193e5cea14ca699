import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { OpenDatabase } from '../platform/database/testing.ts';
import { openCompany, type People, passCompany } from './company.fixture.ts';
import { cookiesOf, type Headers, openRoom, publicOrigin } from './open-room.fixture.ts';

/** Lena is as one wishes; the company has not confirmed Otto's address and knows none of Rosa. */
export const people: People = {
  lena: { name: 'Lena Vogel', email: 'Lena@Example.com', email_verified: true },
  otto: { name: 'Otto', email: 'otto@example.com', email_verified: false },
  rosa: { name: 'Rosa' },
};

/** Answers in place of the provider. */
export type Instead = (url: URL, answer: () => Promise<Response>) => Promise<Response>;
export type Visit = Awaited<ReturnType<typeof openVisit>>;

/** The room beside a company's provider, and the ways of a browser between the two. */
export async function openVisit(open: OpenDatabase, variables: Readonly<Record<string, string>> = {}) {
  const company = await openCompany({ origin: publicOrigin, people });
  let instead: Instead | undefined;
  const through: typeof fetch = (input, init) => {
    const answer = () => fetch(input, init);
    return instead ? instead(new URL(String(input)), answer) : answer();
  };
  const room = await openRoom(open, { variables: { ...company.variables, ...variables }, fetch: through });
  let seen = 0;

  const begin = async (body: object = {}) => {
    const own = { callbackURL: `${publicOrigin}/settings`, errorCallbackURL: `${publicOrigin}/sign-in` };
    const reply = await room.call('POST', '/auth/sign-in/social', {
      body: { provider: 'company', ...own, ...body },
    });
    return { reply, url: reply.json().url as string, as: cookiesOf(reply) };
  };
  const callback = (at: URL, as: Headers) =>
    room.call('GET', `${at.pathname.replace('/api', '')}${at.search}`, { as });
  const starts = async () => {
    await room.identity.flush();
    return (await room.audit())
      .filter(({ action, seq }) => action === 'session.start' && seq > seen)
      .map(({ outcome, reason, target }) => ({ outcome, reason, target }));
  };

  return {
    company,
    room,
    begin,
    callback,
    /** The tries to come in since the start of the test. */
    starts,
    put: (other: Instead) => {
      instead = other;
    },
    async comeAs(who: string) {
      const { url, as } = await begin();
      return callback(await passCompany(url, who), as);
    },
    async expectRefused(reply: Awaited<ReturnType<typeof callback>>, word: string) {
      expect(reply.statusCode).toBe(302);
      const to = new URL(String(reply.headers.location));
      expect([to.origin, to.pathname, to.searchParams.get('error')]).toEqual([
        publicOrigin,
        '/sign-in',
        word,
      ]);
      expect(cookiesOf(reply).cookie).not.toMatch(/session_token=[^;]/);
      expect(await starts()).toEqual([{ outcome: 'refused', reason: word, target: null }]);
    },
    /** As on the first day: nobody is known, and nothing was tried. */
    async clear() {
      instead = undefined;
      room.logged.length = 0;
      for (const table of ['person', 'invitation', 'verification', 'rate_limit'])
        await room.database.sql.execute(sql`delete from ${sql.identifier(table)}`);
      await room.identity.flush();
      seen = (await room.audit())[0]?.seq ?? 0;
    },
    async close() {
      await room.close();
      await company.close();
    },
  };
}
