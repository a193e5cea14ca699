import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../world/world.ts';
import { type Asking, asDescribed, base, epoch } from '../asking.fixture.ts';
import { describeGitHub } from '../openapi.fixture.ts';
import { type Courier, startCourier } from './courier.ts';

const repo = `${base}/checkout-api`;
const { webhookProblems } = describeGitHub('api.github.com');
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shapes are GitHub's and are proven by its own description
  readonly payload: any;
}

/** Somebody who is told. */
async function receiver(answer = () => 204) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({
        headers: request.headers,
        body,
        payload: body.startsWith('{') ? JSON.parse(body) : body,
      });
      response.writeHead(answer()).end('thanks');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, received };
}

function courierOf(github: Asking): Courier {
  const courier = startCourier(github.own, HOUR);
  closing.push(courier.close);
  return courier;
}

const all = ['push', 'workflow_run', 'workflow_job', 'deployment', 'deployment_status'];

function hookTo(github: Asking, url: string, more: object = {}, of = repo) {
  const config = { url, content_type: 'json', secret: 'quay' };
  const reply = github.act('POST', `${of}/hooks`, { config, events: all, ...more });
  expect(reply.status).toBe(201);
  return JSON.parse(reply.body);
}

const named = ({ headers, payload }: Received) =>
  [headers['x-github-event'], payload.action].filter(Boolean).join(' ');

it('a new hook is pinged, signed over the very bytes that are sent, and never shows its secret', async () => {
  const github = asDescribed();
  const { url, received } = await receiver();
  const hook = hookTo(github, url);
  expect(hook.config).toEqual({ url, content_type: 'json', insecure_ssl: '0', secret: '********' });
  expect(hook.last_response).toEqual({ code: null, status: 'unused', message: null });
  await courierOf(github).deliver();
  const [ping] = received;
  expect(ping?.headers).toMatchObject({
    'x-github-event': 'ping',
    'x-github-hook-id': String(hook.id),
    'content-type': 'application/json',
    'user-agent': expect.stringMatching(/^GitHub-Hookshot\//),
  });
  const signed = createHmac('sha256', 'quay')
    .update(ping?.body ?? '')
    .digest('hex');
  expect(ping?.headers['x-hub-signature-256']).toBe(`sha256=${signed}`);
  expect(webhookProblems('ping', undefined, ping?.payload)).toEqual([]);
  expect(github.read(`${repo}/hooks`)).toMatchObject([
    { id: hook.id, last_response: { code: 204, status: 'active', message: 'OK' } },
  ]);
});

it("tells what happens by the world's clock, in order, once, and exactly as it is described", async () => {
  const github = asDescribed();
  const { url, received } = await receiver();
  hookTo(github, url);
  hookTo(github, url, {}, `${base}/pricing-service`);
  const courier = courierOf(github);
  for (let at = epoch; at < epoch + 3 * HOUR; at += MINUTE) {
    github.setNow(at);
    await courier.deliver();
  }
  const problems = received.flatMap(({ headers, payload }) =>
    webhookProblems(String(headers['x-github-event']), payload.action, payload),
  );
  expect([...new Set(problems)]).toEqual([]);
  expect(new Set(received.map(named))).toEqual(
    new Set([
      'ping',
      'push',
      'workflow_run requested',
      'workflow_run in_progress',
      'workflow_run completed',
      'workflow_job waiting',
      'workflow_job queued',
      'workflow_job in_progress',
      'workflow_job completed',
      'deployment created',
      'deployment_status created',
    ]),
  );
  const guids = received.map(({ headers }) => headers['x-github-delivery']);
  expect(new Set(guids).size).toBe(guids.length);
  for (const { payload } of received.filter((one) => named(one) === 'workflow_run completed')) {
    const { id, repository, conclusion } = payload.workflow_run;
    const known = github.read(`${base}/${repository.name}/actions/runs/${id}`);
    expect(known).toMatchObject({ conclusion, status: 'completed' });
    const story = received
      .filter((one) => one.payload.workflow_run?.id === id && named(one).startsWith('workflow_run'))
      .map(({ payload: { action } }) => action);
    expect(['requested in_progress completed', 'in_progress completed', 'completed']).toContain(
      story.join(' '),
    );
  }
});

it('tells what callers do: a re-run, a cancel, a dispatch, a deployment and its status', async () => {
  const github = asDescribed();
  const { url, received } = await receiver();
  hookTo(github, url, {}, `${base}/ledger-worker`);
  const of = `${base}/ledger-worker`;
  const courier = courierOf(github);
  const [run] = github.read(`${of}/actions/runs?status=success`).workflow_runs;
  github.setNow(epoch + SECOND);
  github.act('POST', `${of}/actions/runs/${run.id}/rerun`);
  const made = github.act('POST', `${of}/deployments`, { ref: 'main', required_contexts: [] });
  const { id } = JSON.parse(made.body);
  github.act('POST', `${of}/deployments/${id}/statuses`, { state: 'success' });
  github.setNow(epoch + 20 * SECOND);
  await courier.deliver();
  github.act('POST', `${of}/actions/runs/${run.id}/cancel`);
  github.setNow(epoch + 30 * SECOND);
  await courier.deliver();
  const mine = received.filter(({ payload }) => payload.sender?.login === 'pnair');
  expect(
    mine.flatMap((one) =>
      webhookProblems(String(one.headers['x-github-event']), one.payload.action, one.payload),
    ),
  ).toEqual([]);
  const attempts = mine.filter(({ payload }) => payload.workflow_run?.id === run.id);
  expect(
    attempts.map((one) => [
      named(one),
      one.payload.workflow_run.run_attempt,
      one.payload.workflow_run.conclusion,
    ]),
  ).toEqual([
    ['workflow_run requested', 2, null],
    ['workflow_run in_progress', 2, null],
    ['workflow_run completed', 2, 'cancelled'],
  ]);
  expect(mine.map(named)).toEqual(
    expect.arrayContaining(['deployment created', 'deployment_status created']),
  );
});

it('sends only what was asked for, as a form if asked, and unsigned without a secret', async () => {
  const github = asDescribed();
  const { url, received } = await receiver();
  hookTo(github, url, { config: { url }, events: ['deployment'] });
  const courier = courierOf(github);
  github.setNow(epoch + 20 * MINUTE);
  await courier.deliver();
  expect(new Set(received.map(({ headers }) => headers['x-github-event']))).toEqual(
    new Set(['ping', 'deployment']),
  );
  for (const { headers, body } of received) {
    expect(headers['x-hub-signature-256']).toBeUndefined();
    expect(JSON.parse(new URLSearchParams(body).get('payload') ?? '')).toHaveProperty('sender');
  }
});

it('writes a failure down and does not try again, until it is asked to', async () => {
  const github = asDescribed();
  let status = 503;
  const { url, received } = await receiver(() => status);
  const { id } = hookTo(github, url);
  const courier = courierOf(github);
  await courier.deliver();
  github.setNow(epoch + SECOND);
  await courier.deliver();
  expect(received.filter((one) => named(one) === 'ping')).toHaveLength(1);
  const list = `${repo}/hooks/${id}/deliveries`;
  const failed = github.read(list).find(({ event }: { event: string }) => event === 'ping');
  expect(failed).toMatchObject({ status: 'Invalid HTTP Response: 503', status_code: 503, redelivery: false });
  expect(github.read(`${list}/${failed.id}`)).toMatchObject({
    request: { payload: { hook_id: id }, headers: { 'x-github-event': 'ping' } },
    response: { payload: 'thanks' },
  });
  status = 200;
  expect(github.act('POST', `${list}/${failed.id}/attempts`).status).toBe(202);
  await courier.deliver();
  const [latest] = github.read(list);
  expect(latest).toMatchObject({ guid: failed.guid, redelivery: true, status: 'OK', status_code: 200 });
  const pings = received.filter((one) => named(one) === 'ping');
  expect(pings.map(({ body }) => body)).toEqual([pings[0]?.body, pings[0]?.body]);
  expect(pings[1]?.headers['x-github-delivery']).toBe(pings[0]?.headers['x-github-delivery']);
});

it('says so when nobody is there, and pages through its deliveries', async () => {
  const github = asDescribed();
  const { id } = hookTo(github, 'http://127.0.0.1:1/');
  const courier = courierOf(github);
  github.act('POST', `${repo}/hooks/${id}/pings`);
  github.setNow(epoch + 30 * MINUTE);
  await courier.deliver();
  const list = `${repo}/hooks/${id}/deliveries`;
  expect(github.read(list)[0]).toMatchObject({ status: 'failed to connect to host', status_code: 502 });
  const seen: number[] = [];
  let next: string | undefined = `${list}?per_page=7`;
  while (next) {
    const { headers, body } = github.ask(next);
    seen.push(...JSON.parse(body).map((one: { id: number }) => one.id));
    next = /<([^>]+)>; rel="next"/.exec(headers.link ?? '')?.[1];
  }
  expect(seen.length).toBeGreaterThan(14);
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a));
  expect(github.ask(`${list}?cursor=nowhere`).status).toBe(422);
});

it('can be changed, silenced and taken away', async () => {
  const github = asDescribed();
  const { url, received } = await receiver();
  const { id } = hookTo(github, url);
  expect(github.act('POST', `${repo}/hooks`, { config: { url }, events: ['push'] }).status).toBe(422);
  expect(github.act('POST', `${repo}/hooks`, { config: { url: 'ftp://x' } }).status).toBe(422);
  const change = { active: false, remove_events: ['push'], add_events: ['release'] };
  expect(JSON.parse(github.act('PATCH', `${repo}/hooks/${id}`, change).body)).toMatchObject({
    active: false,
    events: ['workflow_run', 'workflow_job', 'deployment', 'deployment_status', 'release'],
    config: { secret: '********' },
  });
  const courier = courierOf(github);
  github.setNow(epoch + 10 * MINUTE);
  await courier.deliver();
  expect(received.map(named)).toEqual(['ping']);
  expect(github.act('DELETE', `${repo}/hooks/${id}`).status).toBe(204);
  expect(github.read(`${repo}/hooks`)).toEqual([]);
  expect(github.ask(`${repo}/hooks/${id}`).status).toBe(404);
  expect(github.act('POST', `${repo}/hooks`, { config: { url } }, 'read-only').headers).toMatchObject({
    'x-accepted-github-permissions': 'repository_hooks=write',
  });
});
