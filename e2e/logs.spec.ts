import { readFile } from 'node:fs/promises';
import type { APIRequestContext, Page } from '@playwright/test';
import { api } from './address.ts';
import { expectNoBarrier } from './sound.ts';
import { expect, test } from './test.ts';

interface Stage {
  readonly id: string;
  readonly name: string;
  readonly rawStatus: string;
}
interface Run {
  readonly id: string;
  readonly rawStatus: string;
  readonly stages: readonly Stage[];
}

/** The newest run of the demo with a stage that failed while later ones were skipped. */
async function failedRun(request: APIRequestContext): Promise<{ run: Run; failed: Stage }> {
  let found: { run: Run; failed: Stage } | undefined;
  const look = async () => {
    const { pipelines } = (await (await request.get(`${api}/pipelines?limit=200`)).json()) as {
      pipelines: Run[];
    };
    for (const run of pipelines) {
      const failed = run.stages.find(({ rawStatus }) => rawStatus === 'failure');
      const skips = run.stages.some(({ rawStatus }) => rawStatus === 'skipped');
      if (failed && skips) found ??= { run, failed };
    }
    return found !== undefined;
  };
  await expect.poll(look, { timeout: 40_000 }).toBe(true);
  if (!found) throw new Error('The demo has no failed run');
  return found;
}

const lineOf = (page: Page, number: number) => page.getByRole('log').locator(`li[value="${number}"]`);
const find = (page: Page) => page.getByRole('dialog').getByRole('searchbox');
const current = (page: Page) => page.getByRole('log').locator('.is-current');

test.beforeEach(async ({ page, request }) => {
  const { run } = await failedRun(request);
  await page.goto(`/deployments?modal=pipeline-logs&id=${run.id}`);
  await expect(current(page)).toBeVisible({ timeout: 20_000 });
});

test('opens at the first failing line of the stage that failed, and shows skipped stages as skipped', async ({
  page,
  request,
}) => {
  const { run, failed } = await failedRun(request);
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText(`Failed at ${failed.name}`);
  await expect(dialog.getByRole('link', { name: 'View on GitHub' })).toHaveAttribute(
    'href',
    /\/actions\/runs\//,
  );
  const stages = dialog.getByRole('list', { name: 'Stages' });
  await expect(stages.locator('[aria-current]')).toContainText(failed.name);
  for (const { name } of run.stages.filter(({ rawStatus }) => rawStatus === 'skipped'))
    await expect(stages.getByRole('button', { name })).toContainText('skipped');

  await expect(current(page)).toHaveClass(/is-error/);
  await expect(current(page)).toBeInViewport();
  const first = Number(await current(page).getAttribute('value'));
  const { log } = await (await request.get(`${api}/pipeline/${run.id}/logs/${failed.id}/outline`)).json();
  expect(log.outline.errors[0]).toBe(first);
});

test('leads from error to error and keeps the line in the address', async ({ page }) => {
  const first = await current(page).getAttribute('value');
  await expect(page.getByText(/^\d+ errors$/)).toBeVisible();
  await page.getByRole('button', { name: 'Next error' }).click();
  await expect(current(page)).not.toHaveAttribute('value', first ?? '');
  const second = await current(page).getAttribute('value');
  await expect(page).toHaveURL(new RegExp(`line=${second}`));
  await page.getByRole('log').focus();
  await page.keyboard.press('Shift+E');
  await expect(current(page)).toHaveAttribute('value', first ?? '');

  await page.goto(page.url().replace(`line=${first}`, 'line=3'));
  await expect(current(page)).toHaveAttribute('value', '3');
  await expect(lineOf(page, 3)).toBeInViewport();
});

test('finds text in lines that are folded away, and steps through what it found', async ({ page }) => {
  await expect(page.getByRole('log')).not.toContainText('ubuntu-24.04');
  await find(page).fill('UBUNTU-24');
  await expect(page.getByRole('log').locator('mark')).toHaveText('ubuntu-24');
  await expect(current(page)).toContainText('ubuntu-24.04');
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible();

  await find(page).fill('run');
  await expect(page.getByText(/^1 of \d+$/)).toBeVisible();
  await find(page).press('Enter');
  await expect(page.getByText(/^2 of \d+$/)).toBeVisible();
  await find(page).press('Shift+Enter');
  await expect(page.getByText(/^1 of \d+$/)).toBeVisible();
  await find(page).fill('nobody printed this');
  await expect(page.getByText('Not found')).toBeVisible();
});

test('folds and unfolds steps and groups', async ({ page }) => {
  const setUp = page.getByRole('log').getByRole('button', { name: 'Set up job' });
  await page.getByRole('log').evaluate((box) => box.scrollTo(0, 0));
  await expect(setUp).toHaveAttribute('aria-expanded', 'false');
  await expect(lineOf(page, 2)).toHaveCount(0);
  await setUp.click();
  await expect(lineOf(page, 2)).toBeVisible();
  await page.getByRole('button', { name: 'Unfold all' }).click();
  await expect(page.getByRole('log').locator('[aria-expanded=false]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Fold all' }).click();
  await expect(page.getByRole('log').locator('[aria-expanded=true]')).toHaveCount(0);
  await expect(lineOf(page, 2)).toHaveCount(0);
});

test('wraps long lines and hides times when asked to', async ({ page }) => {
  const wrap = page.getByRole('button', { name: 'Wrap lines' });
  const overflows = () => page.getByRole('log').evaluate((box) => box.scrollWidth > box.clientWidth);
  await page.setViewportSize({ width: 900, height: 700 });
  await page.getByRole('button', { name: 'Unfold all' }).click();
  await page.getByRole('log').evaluate((box) => box.scrollTo(0, 300));
  await expect.poll(overflows).toBe(true);
  await wrap.click();
  await expect(wrap).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(overflows).toBe(false);

  const time = current(page).locator('.at');
  await page.getByRole('button', { name: 'Next error' }).click();
  await expect(time).toHaveText(/^\d\d:\d\d:\d\d$/);
  await page.getByRole('button', { name: 'Times' }).click();
  await expect(time).toBeHidden();
});

test('hands out the whole log as text', async ({ page, request }) => {
  const { failed } = await failedRun(request);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download the log' }).click();
  const file = await download;
  const text = await readFile(await file.path(), 'utf8');

  expect(file.suggestedFilename()).toContain(failed.id);
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z /);
  expect(text).toContain('##[error]');
  const shown = await page.getByText(/[\d,]+ lines, secrets removed/).innerText();
  expect(Number(shown.replace(/\D*([\d,]+) lines.*/s, '$1').replace(',', ''))).toBe(
    text.trimEnd().split('\n').length,
  );
});

test('shows another stage, says why a skipped one has no log, and keeps the stage in the address', async ({
  page,
  request,
}) => {
  const { run } = await failedRun(request);
  const well = run.stages.find(({ rawStatus }) => rawStatus === 'success');
  const skipped = run.stages.find(({ rawStatus }) => rawStatus === 'skipped');
  const stages = page.getByRole('list', { name: 'Stages' });
  await stages
    .getByRole('button', { name: well?.name ?? '' })
    .first()
    .click();
  await expect(page).toHaveURL(new RegExp(`part=${well?.id}`));
  await expect(page.getByRole('log', { name: `${well?.name} log` })).toBeVisible();
  await stages.getByRole('button', { name: skipped?.name ?? '' }).click();
  await expect(page.getByRole('dialog')).toContainText('This job was skipped, so it printed nothing');
});

test('shows the stages and the log of the run that made a deployment', async ({ page, request }) => {
  const { deployments } = (await (await request.get(`${api}/deployments?limit=200`)).json()) as {
    deployments: { id: string; name: string; status: string; pipelineId: string | null }[];
  };
  const made = deployments.find(({ status, pipelineId }) => status === 'success' && pipelineId !== null);
  await page.goto(`/deployments?modal=deployment-logs&id=${encodeURIComponent(made?.id ?? '')}`);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('heading').first()).toContainText(made?.name ?? '');
  await expect(dialog.getByRole('list', { name: 'Stages' }).getByRole('listitem')).not.toHaveCount(0);
  await expect(dialog.getByRole('log').locator('li').first()).toBeVisible({ timeout: 20_000 });
  await expect(dialog.getByText(/[\d,]+ lines, secrets removed/)).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1440, 390])
    test(`is sound in ${colorScheme} at ${width} px`, async ({ page }) => {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.reload();
      await expect(current(page)).toBeInViewport({ timeout: 20_000 });
      await expectNoBarrier(page, `log ${width} ${colorScheme}`, 'dialog');
      if (width === 390)
        expect(
          await page.getByRole('log').evaluate((box) => box.scrollWidth - box.clientWidth),
        ).toBeLessThanOrEqual(0);
      await page.screenshot({ path: `.screens/log-${width}-${colorScheme}.png` });
    });
