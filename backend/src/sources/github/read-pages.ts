import type { Page } from './etag-cache.ts';

const mostPages = 20;

/** The items of as many pages as are needed until there are enough; at most 20 pages. */
export async function readPages<T>(
  read: (page: number) => Promise<Page<T[]>>,
  isEnough: (items: readonly T[]) => boolean,
): Promise<T[]> {
  const items: T[] = [];
  for (let number = 1; number <= mostPages; number++) {
    const page = await read(number);
    items.push(...page.value);
    if (!page.hasNext || isEnough(items)) break;
  }
  return items;
}
