import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, isIP } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Resolve } from './checked-connector.ts';
import { type EgressOptions, openEgress } from './egress.ts';
import { EgressError } from './egress-error.ts';
import { internalForms, metadataForms } from './forms.fixture.ts';

let reached = 0;
const forbidden = createTcpServer((socket) => {
  reached++;
  socket.destroy();
});
let port = 0;
beforeAll(async () => {
  forbidden.listen(0, '::');
  await once(forbidden, 'listening');
  port = (forbidden.address() as AddressInfo).port;
});
afterAll(() => forbidden.close());

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0)) await close();
  reached = 0;
});

type Answer = readonly string[];
const answers: Record<string, Answer> = {
  'front.example': ['127.0.0.1'],
  'second.example': ['127.0.0.1'],
  'mixed.example': ['1.1.1.1', '10.0.0.7'],
  'aaaa.example': ['::1'],
  'mapped.example': ['::ffff:7f00:1'],
  'nat64.example': ['64:ff9b::7f00:1'],
  'empty.example': [],
};

/** Leads every other name to loopback, and names of metadata services to theirs. */
function resolver(own: (host: string) => Answer | undefined = () => undefined): Resolve {
  const resolve = (host: string, _options: object, done: (error: null, found: object[]) => void) => {
    const name = host.toLowerCase().replace(/\.$/, '');
    const usual = /^(?:metadata|instance-data|169\.254)/.test(name) ? ['169.254.169.254'] : ['127.0.0.1'];
    const found = own(name) ?? answers[name] ?? usual;
    done(
      null,
      found.map((address) => ({ address, family: isIP(address) })),
    );
  };
  return resolve as never;
}

function open(options: EgressOptions = {}) {
  const egress = openEgress({ timeoutMs: 2_000, resolve: resolver(), ...options });
  toClose.push(() => egress.close());
  return egress;
}

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  toClose.push(
    () => server.close(),
    () => server.closeAllConnections(),
  );
  return (server.address() as AddressInfo).port;
}

/** Why a call failed; undefined when it did not. */
async function refusal(call: Promise<Response>): Promise<string | undefined> {
  return await call.then(
    () => undefined,
    (error: unknown) => (error instanceof EgressError ? error.reason : String(error)),
  );
}

const here = (form: string) => form.replace(/:0(?=\D|$)/g, `:${port}`);

it(`reaches nothing inside by any of ${internalForms.length} forms`, async () => {
  expect(new Set(internalForms).size).toBeGreaterThanOrEqual(150);
  const { fetchTyped } = open();
  const outcomes = await Promise.all(
    internalForms.map(async (form) => [form, await refusal(fetchTyped(here(form)))]),
  );

  expect(outcomes.filter(([, reason]) => reason !== 'forbidden-address')).toEqual([]);
  expect(reached).toBe(0);
});

it.each(['fetchTyped', 'fetchConfigured'] as const)(
  `lets %s get no secrets of the cloud by any of ${metadataForms.length} forms, whatever is allowed`,
  async (name) => {
    const egress = open({ allow: ['0.0.0.0/0', '::/0', 'metadata.google.internal', 'metadata'] });
    const outcomes = await Promise.all(
      metadataForms.map(async (form) => [form, await refusal(egress[name](here(form)))]),
    );

    expect(outcomes.filter(([, reason]) => reason !== 'forbidden-address')).toEqual([]);
  },
);

it('lets users call inside where the operator allows it, and nowhere else', async () => {
  const inside = await serve((_, response) => void response.end('in'));
  const byRange = open({ allow: ['127.0.0.0/8'] });
  const byName = open({ allow: ['front.example'] });

  expect(await (await byRange.fetchTyped(`http://127.0.0.1:${inside}`)).text()).toBe('in');
  expect(await (await byName.fetchTyped(`http://FRONT.example.:${inside}`)).text()).toBe('in');
  expect(await refusal(byRange.fetchTyped(here('http://[::1]:0')))).toBe('forbidden-address');
  expect(await refusal(byName.fetchTyped(here('http://127.0.0.1:0')))).toBe('forbidden-address');
  expect(await refusal(byName.fetchTyped(here('http://front.example.evil.example:0')))).toBe(
    'forbidden-address',
  );
  expect(reached).toBe(0);
});

it('lets the operator call inside without a list', async () => {
  const inside = await serve((_, response) => void response.end('in'));
  const { fetchConfigured } = open();

  expect(await (await fetchConfigured(`http://127.0.0.1:${inside}`)).text()).toBe('in');
  expect(await (await fetchConfigured(`http://front.example:${inside}`)).text()).toBe('in');
});

const targets = [
  'http://127.0.0.1:0/',
  '//127.0.0.1:0/',
  'https://127.0.0.1:0/',
  'http://2130706433:0/',
  'http://localhost:0/',
  'http://internal.example:0/',
  'http://[::1]:0/',
  'http://[::ffff:127.0.0.1]:0/',
  'http://user:pass@127.0.0.1:0/',
  'http://front.example@127.0.0.1:0/',
  'http://10.0.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://metadata.google.internal/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:0/_x',
  'ftp://127.0.0.1:0/',
  'data:text/plain,x',
  'javascript:0',
  'ws://127.0.0.1:0/',
];
it.each(['fetchTyped', 'fetchConfigured'] as const)(
  `follows no redirect of %s to the inside: 5 kinds, ${targets.length} targets`,
  async (name) => {
    const front = await serve(({ url = '' }, response) => {
      const [, status, location = ''] = /^\/(\d+)\/(.*)$/.exec(url) ?? [];
      response.writeHead(Number(status), { location: decodeURIComponent(location) }).end();
    });
    const door = open({ allow: ['front.example'] })[name];
    const calls = [301, 302, 303, 307, 308].flatMap((status) =>
      targets.map(async (target) => {
        const path = `${status}/${encodeURIComponent(here(target))}`;
        return [
          path,
          await refusal(door(`http://front.example:${front}/${path}`, { method: 'POST', body: 'x' })),
        ];
      }),
    );

    expect((await Promise.all(calls)).filter(([, reason]) => reason !== 'forbidden-address')).toEqual([]);
    expect(reached).toBe(0);
  },
);

it('checks every hop of a chain, and ends one that goes round for ever', async () => {
  const front = await serve(({ url = '' }, response) => {
    const step = Number(url.slice(1));
    const host = step % 2 === 0 ? 'second.example' : 'front.example';
    const location = step === 7 ? here('http://127.0.0.1:0/') : `http://${host}:${front}/${step + 1}`;
    response.writeHead(302, { location }).end();
  });
  const { fetchTyped } = open({ allow: ['front.example', 'second.example'] });

  expect(await refusal(fetchTyped(`http://front.example:${front}/0`))).toBe('forbidden-address');
  expect(await refusal(fetchTyped(`http://front.example:${front}/8`))).toBe('reset');
  expect(reached).toBe(0);
});

it.each(['fetchTyped', 'fetchConfigured'] as const)(
  'hands no credentials of %s to another origin',
  async (name) => {
    const seen: IncomingHttpHeaders[] = [];
    const second = await serve(({ headers }, response) => {
      seen.push(headers);
      response.end();
    });
    const front = await serve(({ url = '', headers }, response) => {
      seen.push(headers);
      const location = url === '/start' ? '/same' : `http://second.example:${second}/there`;
      response.writeHead(307, { location }).end();
    });
    const door = open({ allow: ['front.example', 'second.example'] })[name];
    const secrets = { cookie: 'a=b', 'x-api-key': 'k', 'private-token': 't', 'x-hub-signature-256': 's' };
    const url = `http://ops:hunter2@front.example:${front}/start`;
    await door(url, {
      method: 'POST',
      body: '{}',
      headers: { ...secrets, 'content-type': 'application/json' },
    });

    expect(seen.map((headers) => headers.authorization !== undefined)).toEqual([true, true, false]);
    expect(seen[1]).toMatchObject(secrets);
    for (const header of [...Object.keys(secrets), 'referer']) expect(seen[2]).not.toHaveProperty(header);
    expect(seen[2]).toMatchObject({ 'content-type': 'application/json', host: `second.example:${second}` });
  },
);

it('dials what it has judged: a name that changes its mind gains nothing', async () => {
  const inside = await serve(
    (_, response) => void response.writeHead(200, { connection: 'close' }).end('first'),
  );
  const asked: string[] = [];
  const { fetchTyped } = open({
    allow: ['127.0.0.1/32'],
    resolve: resolver((host) => (asked.push(host) === 1 ? ['127.0.0.1'] : ['127.0.0.2'])),
  });

  expect(await (await fetchTyped(`http://rebind.example:${inside}`)).text()).toBe('first');
  expect(await refusal(fetchTyped(`http://rebind.example:${inside}`))).toBe('forbidden-address');
  expect(asked).toEqual(['rebind.example', 'rebind.example']);
});

it('does not open the breaker of a typed address for being forbidden', async () => {
  const { fetchTyped } = open();
  for (let count = 0; count < 8; count++)
    expect(await refusal(fetchTyped(here('http://127.0.0.1:0')))).toBe('forbidden-address');
});

it('ends a call whose name is never resolved', async () => {
  const { fetchTyped } = open({ timeoutMs: 60, resolve: (() => {}) as never });

  expect(await refusal(fetchTyped('http://silent.example'))).toBe('timeout');
});

it('ends a call that gets headers without end', async () => {
  const front = await serve((_, response) => {
    response.socket?.write(`HTTP/1.1 200 OK\r\n${`x-${'y'.repeat(1_000)}: z\r\n`.repeat(10_000)}`);
  });
  const { fetchConfigured } = open();

  expect(await refusal(fetchConfigured(`http://127.0.0.1:${front}`))).toBe('reset');
});
