import { readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { NoticeKind } from '@smartops/contract';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openEgress } from '../../platform/egress/egress.ts';
import type { ChannelSender, Message, MessageItem, OpenChannel, Ways } from '../channel.ts';
import { isSigned, openReceiver } from '../receiver.fixture.ts';
import { openSmtp } from './email/smtp.ts';
import { senders } from './index.ts';
import { newSigningSecret } from './webhook/signature.ts';

const item = (more: Partial<MessageItem> = {}): MessageItem => ({
  ...{ key: 'alert:a:1:critical', kind: 'alert-fired', severity: 'critical', title: 'checkout-api is slow' },
  ...{ text: '912 ms', url: 'https://ops.example/incidents?modal=alert&id=a', at: 1_700_000_000_000 },
  ...{ subject: 'alert:a', labels: {}, source: 'aws', demo: false, ...more },
});
const message = (items: readonly MessageItem[] = [item()], more: Partial<Message> = {}): Message => ({
  ...{ key: '3b2c', kind: 'message', severity: 'critical', title: items[0]?.title ?? 'Test', items },
  ...{
    total: items.length,
    demo: false,
    url: 'https://ops.example/incidents',
    at: 1_700_000_000_000,
    ...more,
  },
});
const secret = newSigningSecret();
let receiver: Awaited<ReturnType<typeof openReceiver>>;
let smtp: Awaited<ReturnType<typeof openMailServer>>;
const egress = openEgress({ allow: ['127.0.0.1'] });
let ways: Ways;
beforeAll(async () => {
  receiver = await openReceiver();
  smtp = await openMailServer();
  const { fetchTyped, fetchConfigured } = egress;
  const mail = openSmtp({ url: smtp.url, from: 'ops@harbor.example' });
  ways = { fetchTyped, fetchConfigured, mail, now: () => 1_700_000_000_000 };
});
afterEach(() => {
  receiver.answer(undefined);
  receiver.taken.length = 0;
  receiver.refused.length = 0;
  smtp.letters.length = 0;
  smtp.answer(() => undefined);
});
afterAll(async () => {
  await egress.close();
  await receiver.close();
  await smtp.close();
});

const channel = (kind: OpenChannel['kind'], more: Partial<OpenChannel> = {}): OpenChannel => ({
  ...{ id: kind, kind, name: kind, enabled: true, cap: { messages: 9, perMs: 60_000 }, locked: false },
  ...{ recipients: ['priya@harbor.example', 'sofia@harbor.example'], signing: secret },
  ...{ url: `${receiver.url}/T0SECRET/B0SECRET`, ...more },
});
const send = (sender: ChannelSender, one = message(), done: readonly string[] = [], more = {}) =>
  sender.send(one, channel(sender.kind, more), ways, done);
const sentText = () => receiver.taken[0]?.body ?? smtp.letters[0]?.raw ?? '';

it('has a folder for each kind', () => {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  );
  expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(senders).sort());
  for (const [kind, sender] of Object.entries(senders)) expect(sender.kind).toBe(kind);
});

describe.each(Object.values(senders).map((sender) => [sender.kind, sender] as const))(
  '%s',
  (kind, sender) => {
    const isMail = kind === 'email';

    it('hands a message over with its key, its state and where to look', async () => {
      const answer = await send(sender);
      expect([answer.outcome, answer.status]).toEqual(['delivered', isMail ? 250 : 200]);
      expect(sentText()).toContain('3b2c');
      expect(sentText().replaceAll('=\r\n', '')).toMatch(/critical/i);
      expect(sentText().replaceAll('=\r\n', '').replaceAll('=3D', '=')).toContain(
        'https://ops.example/incidents',
      );
    });

    it.each(NoticeKind.options.map((one) => [one]))('has words for %s', async (one) => {
      expect((await send(sender, message([item({ kind: one })]))).outcome).toBe('delivered');
    });

    it('says what many notices have in common, and how many there are', async () => {
      const many = Array.from({ length: 40 }, (_none, i) => item({ key: `k${i}`, title: `t${i} is slow` }));
      await send(sender, message(many, { kind: 'summary', total: 10_000 }));
      expect(sentText().replaceAll('=\r\n', '')).toMatch(/(9999|9,999) more|"total":10000/);
      expect(sentText().length).toBeLessThan(60_000);
    });

    it('sends a test that carries nothing', async () => {
      const test = message([], { kind: 'test', title: 'Test message, sent by Priya', severity: 'info' });
      expect((await send(sender, test)).outcome).toBe('delivered');
      expect(sentText().replaceAll('=\r\n', '')).toContain('Test message, sent by Priya');
    });

    it('says it is the demo when it is', async () => {
      await send(sender, message([item({ demo: true })], { demo: true }));
      expect(sentText()).toMatch(/\[Demo|"demo":true/);
    });

    if (isMail) return;

    it('keeps the answer word by word, without the address that is its password', async () => {
      receiver.answer((got, reply) => reply.writeHead(500).end(`broken: ${got.path} ${'x'.repeat(9_000)}`));
      const answer = await send(sender);
      expect([answer.outcome, answer.status]).toEqual(['failed', 500]);
      expect(answer.text).toMatch(/^500 Internal Server Error {2}broken: /);
      expect(answer.text).not.toContain('SECRET');
      expect(answer.text.length).toBeLessThanOrEqual(2_000);
    });

    it.each([
      [400, 'refused'],
      [404, 'failed'],
      [408, 'failed'],
      [413, 'refused'],
      [429, 'failed'],
      [503, 'failed'],
    ])('takes %i for %s', async (status, outcome) => {
      receiver.answer(status);
      expect((await send(sender)).outcome).toBe(outcome);
    });

    it('follows no redirect, wherever it leads', async () => {
      for (const location of [
        'http://169.254.169.254/latest',
        'http://10.0.0.1/',
        `${receiver.origin}/else`,
      ]) {
        receiver.answer((_got, reply) => reply.writeHead(307, { location }).end());
        const answer = await send(sender);
        expect([answer.outcome, answer.status]).toEqual(['failed', 307]);
        expect(answer.text).toContain('enter its new address');
      }
      expect(receiver.taken).toEqual([]);
    });

    it.each([
      'http://10.1.2.3/hook',
      'http://169.254.169.254/latest/meta-data',
      'http://[::1]:9/x',
      'ftp://x.example/',
    ])('calls nobody at %s', async (url) => {
      const answer = await send(sender, message(), [], { url });
      expect(answer.outcome).toBe('refused');
    });

    it('lets the operator’s own address lead inside, though never to where a cloud hands out secrets', async () => {
      const url = 'http://169.254.169.254/latest';
      expect((await send(sender, message(), [], { url, locked: true })).outcome).toBe('refused');
      expect((await send(sender, message(), [], { locked: true })).outcome).toBe('delivered');
    });

    it('says why nobody answered', async () => {
      const gone = await openReceiver();
      await gone.close();
      const answer = await send(sender, message(), [], { url: gone.url });
      expect(answer.text).toContain('refuses connections');
      expect([answer.outcome, answer.status]).toEqual(['failed', null]);
    });
  },
);

const hostile = item({
  title: '<!channel> <script>alert(1)</script> @everyone <@U1> =HYPERLINK("x")\r\nBcc: evil@x.example\u202e',
  text: '*bold* [x](https://evil.example) <https://evil.example|x> @here',
});

it('lets no title call a whole Slack channel or draw a link', async () => {
  await send(senders.slack, message([hostile]));
  const { text: fallback, blocks } = JSON.parse(sentText());
  const marked = blocks.flatMap((one: { text?: { type: string; text: string } }) =>
    one.text?.type === 'mrkdwn' ? [one.text.text] : [],
  );
  for (const words of [fallback, ...marked]) {
    expect(words).not.toMatch(/<!|<@|<script|<https:\/\/evil/);
    expect(words).toContain('&lt;!channel&gt;');
  }
  expect(marked[0]).toContain('<https://ops.example/incidents?modal=alert&amp;id=a|');
});

it('lets no title call a whole Discord server or draw a link', async () => {
  await send(senders.discord, message([hostile]));
  const body = JSON.parse(sentText());
  expect(body.allowed_mentions).toEqual({ parse: [] });
  expect(body.content).toBeUndefined();
  expect(body.embeds[0].description).toContain('\\@everyone');
  expect(body.embeds[0].description).not.toMatch(/[^\\]\[x\]/);
});

it('lets no title write a header of a mail', async () => {
  await send(senders.email, message([hostile]));
  const [letter] = smtp.letters;
  expect(letter?.raw).not.toMatch(/^Bcc:/im);
  expect(letter?.raw).toMatch(/^Content-Type: text\/plain/im);
  expect(letter?.to).toEqual(['priya@harbor.example', 'sofia@harbor.example']);
  expect(letter?.raw).toMatch(/^Message-ID: <3b2c@ops\.example>/im);
});

it('signs a webhook as Standard Webhooks has it, over the very bytes', async () => {
  await send(senders.webhook);
  const [got] = receiver.taken;
  if (!got) throw new Error('nothing came');
  expect(isSigned(got, secret)).toBe(true);
  expect(isSigned({ ...got, body: `${got.body} ` }, secret)).toBe(false);
  expect(isSigned(got, newSigningSecret())).toBe(false);
  expect(got.headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
  expect(JSON.parse(got.body)).toMatchObject({
    ...{ specversion: '1.0', id: '3b2c', type: 'smartops.alert-fired', subject: 'alert:a' },
    data: { total: 1, items: [{ key: 'alert:a:1:critical' }] },
  });
});

it('says of each recipient what the server said, and writes again only to those who have to wait', async () => {
  smtp.answer((to) => (to.startsWith('priya') ? [451, '4.7.1 greylisted'] : undefined));
  const first = await send(senders.email);
  expect([first.outcome, first.status]).toEqual(['failed', 451]);
  expect(first.text).toContain('priya@harbor.example: 451 4.7.1 greylisted');
  expect(first.done).toEqual(['sofia@harbor.example']);

  smtp.answer(() => undefined);
  const second = await send(senders.email, message(), first.done);
  expect(second).toMatchObject({
    outcome: 'delivered',
    done: ['sofia@harbor.example', 'priya@harbor.example'],
  });
  expect(smtp.letters.map(({ to }) => to)).toEqual([['sofia@harbor.example'], ['priya@harbor.example']]);
});

it('takes 550 for one as a word about that one, and for all as a refusal', async () => {
  smtp.answer((to) => (to.startsWith('priya') ? [550, '5.1.1 no such user'] : undefined));
  const some = await send(senders.email);
  expect(some).toMatchObject({ outcome: 'delivered', done: ['sofia@harbor.example'] });
  expect(some.text).toContain('priya@harbor.example: 550 5.1.1 no such user');

  smtp.answer(() => [550, '5.1.1 no such user']);
  expect(await send(senders.email)).toMatchObject({ outcome: 'refused', status: 550, done: [] });
});

it('tries again when no mail server answers', async () => {
  const mail = openSmtp({ url: 'smtp://127.0.0.1:1', from: 'ops@harbor.example' });
  const answer = await senders.email.send(message(), channel('email'), { ...ways, mail }, []);
  expect([answer.outcome, answer.status]).toEqual(['failed', null]);
});

/** A real mail server whose answer to each recipient a test chooses. */
async function openMailServer() {
  const letters: { readonly to: readonly string[]; readonly raw: string }[] = [];
  let answering: (to: string) => readonly [number, string] | undefined = () => undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      const answer = answering(address);
      done(answer ? Object.assign(new Error(answer[1]), { responseCode: answer[0] }) : null);
    },
    onData(stream, { envelope: { rcptTo } }, done) {
      text(stream).then((raw) => {
        letters.push({ to: rcptTo.map(({ address }) => address), raw });
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    letters,
    answer(next: typeof answering) {
      answering = next;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
