import { expect, type Page } from '@playwright/test';

declare global {
  interface Window {
    __pwned?: unknown;
    __violations?: string[];
  }
}

/** What happened in a page that never may: nothing, or a description of it. */
export interface Harm {
  readonly dialogs: string[];
  readonly errors: string[];
}

/** Listens for everything a payload could do, from before the page's first script. */
export async function watchForHarm(page: Page): Promise<Harm> {
  const harm: Harm = { dialogs: [], errors: [] };
  page.on('dialog', (dialog) => {
    harm.dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('popup', (popup) => harm.dialogs.push(`popup ${popup.url()}`));
  page.on('pageerror', (error) => harm.errors.push(error.message));
  await page.addInitScript(() => {
    window.__violations = [];
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
      window.__violations?.push(`${effectiveDirective} ${blockedURI} ${sample}`),
    );
  });
  return harm;
}

/** Throws when any payload became more than text. A blocked one counts: it was made an element first. */
export async function expectOnlyText(page: Page, harm: Harm): Promise<void> {
  const found = await page.evaluate(() => {
    const all = [...document.querySelectorAll('*')];
    const own = new Set([location.origin, 'null']);
    return {
      pwned: window.__pwned !== undefined,
      violations: window.__violations ?? [],
      marked: all.filter((one) => one.hasAttribute('data-pwned')).map(({ outerHTML }) => outerHTML),
      handlers: all.filter((one) => one.getAttributeNames().some((name) => name.startsWith('on'))).length,
      strangers: all.filter((one) =>
        ['IFRAME', 'OBJECT', 'EMBED', 'BASE', 'MARQUEE', 'FRAME', 'APPLET'].includes(one.tagName),
      ).length,
      scripts: [...document.scripts].filter(({ src }) => src && !own.has(new URL(src).origin)).length,
      links: [...document.querySelectorAll<HTMLAnchorElement>('a[href]')]
        .map(({ href }) => href)
        .filter((href) => !/^https?:$/.test(new URL(href).protocol) || /^https?:\/\/[^/]*@/.test(href)),
      polluted: Object.keys(Object.prototype),
    };
  });
  expect({ ...found, ...harm }).toEqual({
    pwned: false,
    violations: [],
    marked: [],
    handlers: 0,
    strangers: 0,
    scripts: 0,
    links: [],
    polluted: [],
    dialogs: [],
    errors: [],
  });
}
