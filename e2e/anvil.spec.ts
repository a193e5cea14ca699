import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freePort, type Product, startProduct } from './product.ts';

let anvil: ChildProcess;
let product: Product;
let rpc: string;
const folder = mkdtempSync(join(tmpdir(), 'smartops-anvil-'));

function anvilBinary(): string {
  const require = createRequire(import.meta.url);
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  const manifest = createRequire(require.resolve('@foundry-rs/anvil/package.json')).resolve(
    `@foundry-rs/anvil-${platform}/package.json`,
  );
  return join(dirname(manifest), 'bin', 'anvil');
}

async function call(method: string): Promise<string> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [] });
  const reply = await fetch(rpc, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  return (await reply.json()).result;
}

test.beforeAll(async () => {
  const port = await freePort();
  rpc = `http://127.0.0.1:${port}`;
  anvil = spawn(anvilBinary(), ['--port', String(port), '--block-time', '1', '--silent'], {
    stdio: 'ignore',
  });
  await expect.poll(() => call('eth_blockNumber').catch(() => undefined), { timeout: 20_000 }).toBeTruthy();
  product = await startProduct({ DATA_DIR: folder, ETHEREUM_RPC_URL: rpc, EVM_INTERVAL_SECONDS: '1' });
});

test.afterAll(async () => {
  await product?.stop();
  anvil?.kill();
  rmSync(folder, { recursive: true, force: true });
});

test('shows the block number of a real EVM node, and its next one, without a reload', async ({ page }) => {
  await page.goto(product.api.replace('/api', '/'));
  const row = page.getByRole('row', { name: /31337|Ethereum|Anvil|Local/ }).first();
  await expect(row).toBeVisible({ timeout: 15_000 });

  await expect(async () => {
    const shown = Number((await row.innerText()).match(/\b\d{1,3}(?:,\d{3})*\b/)?.[0]?.replaceAll(',', ''));
    const real = Number(await call('eth_blockNumber'));
    expect(Math.abs(real - shown)).toBeLessThanOrEqual(3);
  }).toPass({ timeout: 20_000 });

  const { networks } = await (await fetch(`${product.api}/web3`)).json();
  expect(networks).toMatchObject([{ demo: false, status: 'healthy' }]);
});
