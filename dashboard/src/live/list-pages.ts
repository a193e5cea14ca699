/** Something that stands in a list by when it began. */
export interface Listed {
  readonly id: string;
  readonly startedAt: string;
}

/** That something is new or has changed. */
export interface Mark extends Listed {
  /** Another one after every change. */
  readonly changedAt: string;
}

/** Some items in a row. Where it ends stays when new ones make it longer. */
export interface ListPage<Item, Total> {
  readonly items: readonly Item[];
  readonly end: string | null;
  /** Of the whole list; the first page knows it. */
  readonly total: Total | null;
}

/** The items of all pages, each once: one that began again stands where it is now. */
export function itemsOf<Item extends Listed>(pages: readonly ListPage<Item, unknown>[]): readonly Item[] {
  const known = new Set<string>();
  return pages.flatMap(({ items }) => items).filter(({ id }) => !known.has(id) && known.add(id));
}

/** Whether a page may look different now: it holds one of those that changed, or one of them belongs there now. */
export function isTouched({ items, end }: ListPage<Listed, unknown>, changed: readonly Mark[]): boolean {
  const held = new Set(items.map(({ id }) => id));
  const newest = items[0]?.startedAt ?? '';
  const oldest = end === null ? '' : (items.at(-1)?.startedAt ?? '');
  return changed.some(({ id, startedAt }) => held.has(id) || (startedAt <= newest && startedAt >= oldest));
}

/** The marks that were not there before. */
export function newMarks(before: readonly Mark[], after: readonly Mark[]): readonly Mark[] {
  const known = new Set(before.map(({ id, changedAt }) => `${id} ${changedAt}`));
  return after.filter(({ id, changedAt }) => !known.has(`${id} ${changedAt}`));
}
