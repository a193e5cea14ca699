import { expect } from 'vitest';

/** Everything on all pages, of which there must be several where `leastPages` says so. */
export async function all<P, T>(
  pages: AsyncIterable<P>,
  items: (page: P) => T[] | undefined,
  leastPages = 2,
) {
  const found: T[] = [];
  let count = 0;
  for await (const page of pages) {
    count++;
    found.push(...(items(page) ?? []));
  }
  expect(count).toBeGreaterThanOrEqual(leastPages);
  return found;
}
