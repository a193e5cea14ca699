import { expect, test } from '@playwright/test';
import { api } from './address.ts';

async function get(path: string) {
  const reply = await fetch(api + path);
  return { status: reply.status, type: reply.headers.get('content-type') ?? '', body: await reply.json() };
}

/** Waits until a list holds something: the first reading of a source may be a moment away. */
async function filled(path: string, key: string) {
  await expect
    .poll(async () => (await get(path)).body[key]?.length ?? 0, { timeout: 45_000 })
    .toBeGreaterThan(0);
  return (await get(path)).body[key];
}

test('answers every read of the guide with real content', async () => {
  const metrics = await filled('/metrics?timeRange=1h', 'metrics');
  expect(metrics.map(({ id }: { id: string }) => id)).toEqual(
    expect.arrayContaining(['host~cpu.percent', 'host~memory.percent', 'host~disk.percent']),
  );
  const deployments = await filled('/deployments?environment=production&limit=50', 'deployments');
  expect(deployments[0]).toMatchObject({
    environment: 'production',
    commit: expect.stringMatching(/^[0-9a-f]{7}$/),
  });
  const services = await filled('/aws-services', 'services');
  expect(services.map(({ name }: { name: string }) => name).sort()).toEqual([
    'CloudFront',
    'EC2',
    'IAM',
    'Lambda',
    'RDS',
    'S3',
  ]);
  const [network] = await filled('/web3', 'networks');
  expect(network.blockNumber).toBeGreaterThan(1_000);
  expect(await filled('/activity?limit=50', 'activities')).not.toHaveLength(0);
  const [pipeline] = await filled('/pipelines', 'pipelines');
  expect((await get(`/pipeline/${pipeline.id}`)).body.pipeline.stages.length).toBeGreaterThan(0);
  expect(await filled('/security', 'scans')).not.toHaveLength(0);
  expect((await get('/alerts?state=all')).body).toHaveProperty('alerts');
  expect((await get('/incidents?status=open')).body).toHaveProperty('incidents');
  expect((await get('/settings')).body.settings.thresholds).toEqual({ cpu: 80, memory: 85, disk: 90 });
});

test('gives a chart of at most 500 points with average, minimum and maximum', async () => {
  await filled('/metrics', 'metrics');
  const { body } = await get('/charts/host~cpu.percent?timeRange=24h');

  expect(body.data.length).toBeGreaterThan(0);
  expect(body.data.length).toBeLessThanOrEqual(500);
  for (const { value, min, max } of body.data) expect(min <= value && value <= max).toBe(true);
});

test('shows the log of a finished stage and of a deployment', async () => {
  const pipelines = await filled('/pipelines?limit=50', 'pipelines');
  const done = pipelines.find(({ status }: { status: string }) => status === 'success');
  const { body: stage } = await get(`/pipeline/${done.id}/logs/${done.stages[0].id}`);
  expect(stage.logs.length).toBeGreaterThan(3);
  expect(stage.logs[0]).toMatchObject({ time: expect.any(String), message: expect.any(String) });

  const deployments = await filled('/deployments', 'deployments');
  const deployed = deployments.find(({ status }: { status: string }) => status === 'success');
  const { body } = await get(`/deployments/${encodeURIComponent(deployed.id)}/logs`);
  expect(body.logs.length).toBeGreaterThan(3);
});

test('says the same under the older names', async () => {
  for (const [alias, path] of [
    ['/aws/services', '/aws-services'],
    ['/web3/networks', '/web3'],
    ['/github/deployments', '/deployments'],
  ])
    expect(Object.keys((await get(`${alias}`)).body)).toEqual(Object.keys((await get(`${path}`)).body));
});

test.describe('bad input', () => {
  for (const [path, field] of [
    ['/metrics?timeRange=2h', 'timeRange'],
    ['/deployments?limit=-1', 'limit'],
    ['/deployments?limit=1000000', 'limit'],
    ['/deployments?environment=moon', 'environment'],
    ['/activity?limit=many', 'limit'],
    ['/security?status=maybe', 'status'],
  ] as const)
    test(`${path} is refused, naming ${field}`, async () => {
      const { status, type, body } = await get(path);
      expect([status, type.split(';')[0]]).toEqual([400, 'application/problem+json']);
      expect(body.errors).toMatchObject([{ path: field }]);
    });

  for (const path of ['/charts/nothing~here', '/pipeline/0', '/deployments/none/logs', '/nowhere'])
    test(`${path} does not exist`, async () => {
      const { status, type } = await get(path);
      expect([status, type.split(';')[0]]).toEqual([404, 'application/problem+json']);
    });

  test('a body of 1 MB is too large', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(1_000_000) });
    const reply = await fetch(`${api}/settings`, {
      method: 'PUT',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expect([413, 404, 405]).toContain(reply.status);
    expect(reply.headers.get('content-type')).toContain('application/problem+json');
  });
});

test('describes itself: health, OpenAPI, reference page, figures for Prometheus', async ({ page }) => {
  const { body: health } = await get('/health');
  expect(health).toMatchObject({ status: 'ok', database: { engine: 'pglite', status: 'ok' } });
  const { body: document } = await get('/openapi.json');
  expect(document.openapi).toMatch(/^3\.1/);
  expect(Object.keys(document.paths)).toContain('/deployments/{id}/logs');
  const figures = await (await fetch(api.replace('/api', '/metrics'))).text();
  expect(figures).toMatch(/smartops_stream_clients \d/);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(`${api}/docs`);
  await expect(page.getByText('/charts/{metricId}').first()).toBeVisible();
  expect(complaints).toEqual([]);
});
