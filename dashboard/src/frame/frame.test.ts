import { expect, it } from 'vitest';
import { connectionWords } from './connection-words.ts';
import { pageAt, sectionAt } from './pages.ts';

const at = new Date(2026, 10, 22, 10, 2).getTime();
const waiting = { state: 'waiting', retryAt: at + 3_000, lostAt: at } as const;

it('says how live the page is', () => {
  expect(connectionWords({ state: 'open' }, at)).toBe('Connected');
  expect(connectionWords(waiting, at)).toBe('Reconnecting in 3\u00a0s');
  expect(connectionWords({ ...waiting, retryAt: at + 90_000 }, at + 60_000)).toBe('Stale since 10:02');
  expect(connectionWords({ ...waiting, polledAt: at + 60_000 }, at + 70_000)).toBe('Not live, read at 10:03');
});

it('knows a page with and without the last slash, and no page that does not exist', () => {
  expect([pageAt('/web3/')?.title, pageAt('/')?.title, pageAt('/nowhere')]).toEqual([
    'Web3',
    'Overview',
    undefined,
  ]);
});

it('knows a page by each of its sections', () => {
  expect(pageAt('/incidents/silences/')?.title).toBe('Incidents');
  expect(sectionAt('/incidents')?.title).toBe('Alerts');
  expect(sectionAt('/incidents/rules/edit/')?.title).toBe('Rules');
  expect([sectionAt('/web3'), sectionAt('/incidents/nowhere')]).toEqual([undefined, undefined]);
});
