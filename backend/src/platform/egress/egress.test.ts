import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { createGzip } from 'node:zlib';
import { afterEach, expect, it, vi } from 'vitest';
import { type Egress, type EgressOptions, openEgress } from './egress.ts';
import { EgressError } from './egress-error.ts';

const toClose: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const close of toClose.splice(0)) await close();
});

function open(options?: EgressOptions): Egress {
  const egress = openEgress(options);
  toClose.push(() => egress.close());
  return egress;
}

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  toClose.push(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = (listener: RequestListener) => listen(createServer(listener));

async function failure(call: Promise<unknown>): Promise<EgressError> {
  const error = await call.then(
    () => undefined,
    (cause: unknown) => cause,
  );
  if (error instanceof EgressError) return error;
  throw new Error('Expected an EgressError', { cause: error });
}

it('hands over status, headers, address and body', async () => {
  const url = await serve((request, response) => {
    response.writeHead(418, { 'x-kind': 'teapot' }).end(`${request.method} ${request.url}`);
  });

  const response = await open().fetchConfigured(`${url}/a?b=c`, { method: 'POST', body: 'x' });

  expect([response.status, response.headers.get('x-kind'), response.url]).toEqual([
    418,
    'teapot',
    `${url}/a?b=c`,
  ]);
  expect(await response.text()).toBe('POST /a?b=c');
  expect(response).toBeInstanceOf(Response);
});

it('takes a Request and answers that have no body', async () => {
  const url = await serve((request, response) => {
    request.pipe(response.writeHead(request.method === 'PUT' ? 200 : 204));
  });
  const { fetchConfigured: fetch } = open();

  expect(await (await fetch(new Request(url, { method: 'PUT', body: 'ping' }))).text()).toBe('ping');
  expect((await fetch(url)).status).toBe(204);
});

it('sends a user name in the address as a header and never quotes it', async () => {
  const url = await serve((request, response) => void response.end(request.headers.authorization));
  const address = url.replace('//', '//ops:p%40ss@');
  const { fetchConfigured: fetch } = open();

  const sent = await (await fetch(address)).text();

  expect(Buffer.from(sent.replace('Basic ', ''), 'base64').toString()).toBe('ops:p@ss');
  const error = await failure(
    open().fetchConfigured('http://ops:hunter22@127.0.0.1:9/key-in-path?key=in-query'),
  );
  expect(`${error.message} ${error.stack}`).not.toMatch(/hunter22|in-path|in-query/);
});

it.each(['before the headers', 'in the middle of the body'])('ends a call that hangs %s', async (where) => {
  const url = await serve((_, response) => {
    if (where !== 'before the headers') response.writeHead(200).write('some');
  });

  const error = await failure(open({ timeoutMs: 60 }).fetchConfigured(url));

  expect(error.reason).toBe('timeout');
});

it('ends a call that sends one byte at a time for ever', async () => {
  const url = await serve((_, response) => {
    const timer = setInterval(() => response.write('.'), 10);
    response.on('close', () => clearInterval(timer));
  });

  expect((await failure(open({ timeoutMs: 80 }).fetchConfigured(url))).reason).toBe('timeout');
});

it('never holds more than the limit of an endless body, and hangs up', async () => {
  const chunk = Buffer.alloc(65_536);
  let sent = 0;
  const closed = Promise.withResolvers<void>();
  const url = await serve((_, response) => {
    const push = () => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length;
    };
    response.on('drain', push).on('close', closed.resolve);
    push();
  });

  const error = await failure(open({ maxBodyBytes: 1_048_576 }).fetchConfigured(url));
  await closed.promise;

  expect(error.reason).toBe('too-large');
  expect(sent).toBeLessThan(32 * 1_048_576);
});

it('refuses a body that says it is too large before reading it', async () => {
  const url = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 200 * 1_048_576 }).write('x');
  });

  expect((await failure(open().fetchConfigured(url))).message).toContain('more than 32 MiB');
});

it('counts a gzip bomb as what it unpacks to', async () => {
  const url = await serve((_, response) => {
    const gzip = createGzip();
    gzip.pipe(response.writeHead(200, { 'content-encoding': 'gzip' }));
    gzip.end(Buffer.alloc(64 * 1_048_576));
  });
  const before = process.memoryUsage().arrayBuffers;

  const error = await failure(open({ maxBodyBytes: 1_048_576 }).fetchConfigured(url));

  expect(error.reason).toBe('too-large');
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(80 * 1_048_576);
});

it('names what went wrong on the way', async () => {
  const reset = await listen(createTcpServer((socket) => socket.resetAndDestroy()));
  const garbage = await listen(createTcpServer((socket) => socket.end('what?\r\n\r\n')));
  const truncated = await serve((_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
  });
  const wrongGzip = await serve((_, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip');
  });
  const server = createServer();
  const gone = await listen(server);
  server.close();
  const { fetchConfigured: fetch } = open();
  const reason = async (url: string) => (await failure(fetch(url))).reason;

  expect(await reason(reset)).toBe('reset');
  expect(await reason(garbage)).toBe('reset');
  expect(await reason(truncated)).toBe('reset');
  expect(await reason(wrongGzip)).toBe('reset');
  expect(await reason(gone)).toBe('refused');
  expect(await reason('http://127.0.0.1:25')).toBe('forbidden-address');
  expect(await reason('http://nowhere.invalid')).toBe('dns');
  expect(await reason(truncated.replace('http:', 'https:'))).toBe('tls');
  expect(await reason('file:///etc/passwd')).toBe('forbidden-address');
  expect(await reason('not an address')).toBe('forbidden-address');
});

it("leaves a caller's own abort as it is", async () => {
  const url = await serve(() => {});
  const abort = new AbortController();
  const call = open().fetchConfigured(url, { signal: abort.signal });
  abort.abort(new Error('shutting down'));

  await expect(call).rejects.toThrow('shutting down');
});

it('stops asking an origin that failed five times, tries once after a rest, and goes on when that works', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  let broken = true;
  let calls = 0;
  const url = await serve((_, response) => {
    calls += 1;
    if (broken) response.destroy();
    else response.end('well');
  });
  const { fetchConfigured: fetch } = open();
  for (let count = 0; count < 5; count++) expect((await failure(fetch(url))).reason).toBe('reset');

  expect((await failure(fetch(url))).reason).toBe('circuit-open');
  expect(calls).toBe(5);

  vi.setSystemTime(Date.now() + 61_000);
  expect((await failure(fetch(url))).reason).toBe('reset');
  expect((await failure(fetch(url))).reason).toBe('circuit-open');
  expect(calls).toBe(6);

  broken = false;
  vi.setSystemTime(Date.now() + 61_000);
  expect(await (await fetch(url)).text()).toBe('well');
  expect(await (await fetch(url)).text()).toBe('well');
});

it('does not open for answers that are merely unwelcome', async () => {
  const url = await serve((_, response) => void response.writeHead(500).end());
  const { fetchConfigured: fetch } = open();

  for (let count = 0; count < 8; count++) expect((await fetch(url)).status).toBe(500);
});

it.each(['127.0.0.1', 'localhost', '[::1]', '2130706433', '0x7f.1', '169.254.169.254', '[::ffff:127.0.0.1]'])(
  'never connects to %s for an address that a user typed',
  async (host) => {
    let calls = 0;
    const url = new URL(
      await serve((_, response) => {
        calls += 1;
        response.end();
      }),
    );

    const error = await failure(open().fetchTyped(`http://${host}:${url.port}/`));

    expect(error.reason).toBe('forbidden-address');
    expect(calls).toBe(0);
  },
);

it('refuses a name as soon as one of its addresses is private', async () => {
  const { fetchTyped } = open({
    resolve: ((_host: string, _options: object, done: (error: null, found: object[]) => void) =>
      done(null, [
        { address: '1.1.1.1', family: 4 },
        { address: '10.0.0.7', family: 4 },
      ])) as never,
  });

  expect((await failure(fetchTyped('http://rebind.example/'))).reason).toBe('forbidden-address');
});
