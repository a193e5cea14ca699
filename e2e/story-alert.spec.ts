import { readFile } from 'node:fs/promises';
import { expect as expectNow, type Page } from '@playwright/test';
import type { Alert, Incident, Rule } from '@smartops/contract';
import { openMailbox, type Received } from '../backend/src/identity/mail.fixture.ts';
import { clickedAt, seenIn } from './acknowledged.ts';
import { open, openPractice, type Practice } from './practice.ts';
import type { Product } from './product.ts';
import { expectSound } from './sound.ts';
import { test } from './test.ts';

test.setTimeout(420_000);

const expect = expectNow.configure({ timeout: 20_000 });
const minute = 60_000;
/** CloudWatch publishes a minute when it is over. */
const nextMinute = { timeout: 100_000 };
const recipient = 'oncall@harbor.example';
let mailbox: Awaited<ReturnType<typeof openMailbox>>;
let practice: Practice;
let product: Product;

test.beforeAll(async () => {
  test.setTimeout(150_000);
  mailbox = await openMailbox();
  // A deploy went live a minute or two ago. What it does to the service is said by the test.
  practice = await openPractice(['checkout-api'], { storyMsAgo: 6.5 * minute, speed: 1, startMsAgo: 0 });
  await practice.strain({});
  product = await practice.start('open', {
    ...{ ...mailbox.variables, NOTIFY_EMAIL: recipient, DEMO: 'off', INCIDENT_CALM_SECONDS: '2' },
    ...{ AWS_ENDPOINT_URL: practice.awsUrl, AWS_REGION: 'eu-west-1', AWS_INTERVAL_SECONDS: '2' },
    ...{ AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' },
  });
  for (const metric of ['http.5xx.percent', 'latency.p95.ms']) await tellAtOnce(metric);
  await expect.poll(series, { timeout: 60_000 }).toBeGreaterThan(0);
});

test.afterAll(async () => {
  await practice?.close();
  await mailbox?.close();
});

async function read<Reply>(path: string): Promise<Reply> {
  return (await fetch(product.api + path)).json() as Promise<Reply>;
}
const alerts = async () => (await read<{ alerts: Alert[] }>('/alerts?state=firing')).alerts;
const incidents = async () => (await read<{ incidents: Incident[] }>('/incidents')).incidents;

/** One bad minute is enough, and one good minute ends it. */
async function tellAtOnce(metric: string): Promise<void> {
  const path = `/rules/${encodeURIComponent(`catalogue:aws.loadbalancer~${metric}`)}`;
  const { rule } = await read<{ rule: Rule }>(path);
  const condition = { ...rule.spec.condition, forMs: 0, clear: { value: null, forMs: 0 } };
  const reply = await fetch(product.api + path, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version: rule.version, spec: { ...rule.spec, condition } }),
  });
  expect(reply.status).toBe(200);
}

/** How many load balancers have been read. */
async function series(): Promise<number> {
  const { rules } = await read<{ rules: Rule[] }>('/rules');
  return rules.find(({ id }) => id.endsWith('balancer~http.5xx.percent'))?.matches ?? 0;
}

/** The letter with such a subject; what people did may come as one of its own or as a line of another. */
async function letterOf(subject: RegExp, patience = 20_000): Promise<Received> {
  const found = () => mailbox.received.find(({ headers }) => subject.test(`${headers.subject}`));
  await expect.poll(found, { timeout: patience }).toBeDefined();
  const letter = found();
  if (!letter) throw new Error('No letter');
  console.log(`${letter.headers.subject}\n${letter.body}`);
  expect(letter.to).toEqual([recipient]);
  return letter;
}

const lineOf = (page: Page, title: string) =>
  page
    .getByRole('region', { name: 'Alerts', exact: true })
    .getByRole('listitem')
    .filter({ hasText: title, has: page.locator('.al-owner') });

test('a threshold is crossed, one person takes it and the other sees it, it becomes an incident, ends by itself, and is told', async ({
  page,
  browser,
}) => {
  const other = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await open(page, product, '/incidents');
  await open(other, product, '/incidents');
  await expect(page.getByRole('region', { name: 'Alerts', exact: true }).getByRole('heading')).toBeVisible();
  await page.screenshot({ path: '.screens/story-alert-1-calm.png' });
  expect(await alerts()).toEqual([]);

  await practice.strain({ errors: 0.3 });
  const failing = lineOf(page, '5xx rate above');
  await expect(failing).toContainText('checkout-api', nextMinute);
  await expect(failing).toContainText('v2.31.0');
  const warned = await letterOf(/^Warning: checkout-api .* and 1 more$/);
  expect(warned.body).toMatch(
    /1\.\d+.%, limit 1.% · checkout-api, harbor-goods, eu-west-1 · Changed just before/,
  );
  expect(warned.body).toMatch(/Changed just before: .*v2\.31\.0/);
  expect(warned.body).toMatch(/http:\/\/\S+\/incidents\?modal=alert&id=\S+/);
  expect(await incidents()).toEqual([]);
  await expectSound(page, 'story-alert-2-fires');

  await expect(lineOf(other, '5xx rate above')).toBeVisible();
  await failing.getByRole('button', { name: /5xx rate above/ }).click();
  const pane = page.getByRole('region', { name: 'Alert details' });
  const seen = seenIn(other, '5xx rate above');
  const clicked = await clickedAt(pane.getByRole('button', { name: 'Acknowledge', exact: true }));
  console.log(`acknowledged → seen in the second browser: ${Math.round((await seen) - clicked)} ms`);
  await expect(lineOf(other, '5xx rate above').locator('.al-owner')).toContainText('acknowledged');
  await other.screenshot({ path: '.screens/story-alert-3-seen.png' });

  await practice.strain({ errors: 1 });
  await expect.poll(async () => (await incidents()).length, nextMinute).toBe(1);
  const [incident] = await incidents();
  expect(incident).toMatchObject({ severity: 'critical', alertCount: 2, affectedServices: ['checkout-api'] });
  const opened = await letterOf(/^Critical: incident, checkout-api/);
  expect(opened.body).toContain('2 alerts');
  expect(opened.body).toMatch(/Changed just before: .*v2\.31\.0/);
  const link = opened.body.match(/http:\/\/\S+(\/incidents\/all\?incident=\S+)/)?.[1];
  await open(page, product, link ?? '/');
  const view = page.getByRole('region', { name: `Incident ${incident?.name}`, exact: true });
  await expect(view.getByRole('heading').first()).toContainText('checkout-api');
  await expectSound(page, 'story-alert-4-incident');

  await practice.strain({});
  await expect(view.getByText('Resolved', { exact: true })).toBeVisible(nextMinute);
  expect(await alerts()).toEqual([]);
  const over = await letterOf(/^Resolved: incident, checkout-api/, 100_000);
  expect(over.body).toMatch(/Over after (\d+ min|less than a minute), 2 alerts/);
  const subjects = mailbox.received.map(({ headers }) => `${headers.subject}`.replace(/:.*/s, ''));
  expect(subjects.filter((one) => one !== 'Acknowledged')).toEqual(['Warning', 'Critical', 'Resolved']);
  expect(mailbox.received.map(({ body }) => body).join('')).toContain('Acknowledged: checkout-api 5xx rate');
  await page.screenshot({ path: '.screens/story-alert-5-resolved.png', fullPage: true });

  await view.getByRole('button', { name: 'Post-mortem' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading', { name: 'Summary', exact: true })).toBeVisible();
  await expectSound(page, 'story-alert-6-post-mortem');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  console.log(text);
  expect(text.match(/^#+ .*/gm)).toEqual([
    expect.stringMatching(/^# INC-1: checkout-api/),
    ...['Summary', 'Impact', 'What changed before', 'Cause', 'Response', 'What was done', 'Timeline'].map(
      (title) => `## ${title}`,
    ),
    ...['## Open questions', '## Follow-up'],
  ]);
  expect(text).toMatch(
    /It was of severity critical, with 2 alerts .* It began at .* and ended at .*, after \d/,
  );
  expect(text).toContain('| checkout-api 5xx rate above 1 % | 4.');
  expect(text).toMatch(/- 1?\d\d?:\d\d UTC: .+ acknowledged checkout-api 5xx rate above 1 %/);
  expect(text).toContain('nobody took it as a whole, though alerts of it were acknowledged.');
  expect(text).toMatch(/v2\.31\.0 went live in production, .* before it began/);
  await other.close();
});
