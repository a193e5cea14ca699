import { expect, test } from './test.ts';

test('a click that comes before the router listens to the address stays in it, whatever the router does then', async ({
  page,
}) => {
  await page.addInitScript(() => {
    const write = History.prototype.replaceState;
    History.prototype.replaceState = function (data, unused, url) {
      write.call(this, data, unused, url);
      History.prototype.replaceState = write;
      // The router has written for the first time: everything is drawn, its listeners are not there yet.
      queueMicrotask(() =>
        document.querySelector<HTMLElement>('[aria-label="Time range"] button:nth-child(3)')?.click(),
      );
    };
  });
  await page.goto('/deployments');
  await expect(page).toHaveURL('/deployments?range=7d');
  await expect(page.getByRole('banner').getByText('Connected')).toBeVisible();
  const refreshed = page.waitForResponse(/deployments\.txt/);
  await page.evaluate(() => Reflect.get(window, 'next').router.refresh());
  await refreshed;
  await page.getByRole('tab', { name: /^Production/ }).click();
  await expect(page).toHaveURL('/deployments?range=7d&environment=production');
  await page.getByRole('link', { name: 'Settings' }).first().click();
  await expect(page).toHaveURL(/settings/);
  await page.goBack();
  await expect(page).toHaveURL('/deployments?range=7d&environment=production');
  await expect(page.getByRole('tab', { name: /^Production/ })).toHaveAttribute('aria-selected', 'true');
});
