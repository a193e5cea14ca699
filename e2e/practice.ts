import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { Action, Deployment, Pipeline } from '@smartops/contract';
import { startSimulator } from '../simulator/src/index.ts';
import { type Product, startProduct } from './product.ts';
import { expect } from './test.ts';

export interface Practice {
  readonly githubUrl: string;
  readonly awsUrl: string;
  /** How far AWS is bent from now on, whatever the story says; nothing is a calm day. */
  strain(strain: { readonly connections?: number; readonly errors?: number }): Promise<void>;
  /** Starts a product over it, with a data folder of its own. */
  start(name: string, env?: Record<string, string>): Promise<Product>;
  close(): Promise<void>;
}

interface Clock {
  /** When the story begins, before now. */
  readonly storyMsAgo?: number;
  /** What time it is there at first, before now; when the story begins unless told otherwise. */
  readonly startMsAgo?: number;
  /** How many minutes pass in one. */
  readonly speed?: number;
}

/** A cloud of its own in which ten minutes pass in one unless told otherwise, so that runs take seconds and nobody else is in the way. */
export async function openPractice(
  repositories: readonly string[],
  { storyMsAgo = 3_600_000, startMsAgo = storyMsAgo, speed = 10 }: Clock = {},
): Promise<Practice> {
  const folder = mkdtempSync(join(tmpdir(), 'smartops-practice-'));
  const startedAt = Date.now();
  const simulator = await startSimulator({
    epoch: startedAt - storyMsAgo,
    now: () => startedAt - startMsAgo + (Date.now() - startedAt) * speed,
  });
  const products: Product[] = [];
  return {
    githubUrl: simulator.githubUrl,
    awsUrl: simulator.awsUrl,
    async strain(strain) {
      const body = JSON.stringify(strain);
      const reply = await fetch(`${simulator.url}/_simulator/strain`, { method: 'POST', body });
      expect(reply.status).toBe(200);
    },
    async start(name, env = {}) {
      const product = await startProduct({
        DATA_DIR: join(folder, name),
        RATE_LIMIT_PER_MINUTE: '100000',
        GITHUB_TOKEN: 'demo',
        GITHUB_OWNER: 'harbor-goods',
        GITHUB_REPO: repositories.join(),
        GITHUB_API_URL: simulator.githubUrl,
        GITHUB_INTERVAL_SECONDS: '2',
        ...env,
      });
      products.push(product);
      return product;
    },
    async close() {
      await Promise.all(products.map((product) => product.stop()));
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a product knows, asked of its API. */
export function asked({ api }: Product) {
  const read = async <Reply>(path: string) => (await fetch(api + path)).json() as Promise<Reply>;
  const runs = async () => (await read<{ runs: Pipeline[] }>('/runs?limit=50')).runs;
  const deployments = async () =>
    (await read<{ deployments: Deployment[] }>('/deployments?limit=200')).deployments;
  return {
    runs,
    deployments,
    newestAction: async () => (await read<{ actions: [Action] }>('/actions?limit=1')).actions[0],
    /** Resolves when the history has been read. */
    async isFilled() {
      await expect.poll(async () => (await runs()).length, { timeout: 60_000 }).toBeGreaterThan(20);
      await expect.poll(async () => (await deployments()).length, { timeout: 60_000 }).toBeGreaterThan(10);
    },
  };
}

export async function open(page: Page, { api }: Product, path: string): Promise<void> {
  await page.goto(api.replace('/api', path));
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible({ timeout: 20_000 });
}

/** Chooses from the menu of a row; resolves to the dialog that opens. */
export async function choose(row: Locator, item: string): Promise<Locator> {
  await row.getByRole('button', { name: / menu$/ }).click();
  await row.getByRole('menuitem', { name: item, exact: true }).click();
  return row.page().getByRole('dialog');
}
