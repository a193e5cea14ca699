import type { Locator, Page } from '@playwright/test';

/** When a page shows that an alert is acknowledged; epoch ms. */
export function seenIn(page: Page, title: string): Promise<number> {
  return page.evaluate(
    (words) =>
      new Promise<number>((resolve) => {
        const look = () => {
          const lines = [...document.querySelectorAll('.al-body li')];
          const owner = lines
            .find((each) => each.textContent?.includes(words) && each.querySelector('.al-owner'))
            ?.querySelector('.al-owner');
          if (!owner?.textContent?.includes('acknowledged')) return false;
          resolve(performance.timeOrigin + performance.now());
          return true;
        };
        // It may have come before anybody looked.
        if (look()) return;
        const watcher = new MutationObserver(() => look() && watcher.disconnect());
        watcher.observe(document.body, { subtree: true, childList: true, characterData: true });
      }),
    title,
  );
}

/** Clicks and says when the page heard it; epoch ms. */
export async function clickedAt(button: Locator): Promise<number> {
  const heard = button.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        element.addEventListener('click', () => resolve(performance.timeOrigin + performance.now()), {
          once: true,
        });
      }),
  );
  await button.click();
  return heard;
}
