import type { Pipeline, RunMark } from '@smartops/contract';

/** Some runs in a row. Where it ends stays when new runs make it longer. */
export interface RunsPage {
  readonly runs: readonly Pipeline[];
  readonly end: string | null;
  readonly total: number | null;
}

/** The runs of all pages, each once: one that ran again stands where it is now. */
export function runsOf(pages: readonly RunsPage[]): readonly Pipeline[] {
  const known = new Set<string>();
  return pages.flatMap(({ runs }) => runs).filter(({ id }) => !known.has(id) && known.add(id));
}

/** Whether a page may look different now: it holds one of the runs that changed, or one of them belongs there now. */
export function isTouched({ runs, end }: RunsPage, changed: readonly RunMark[]): boolean {
  const held = new Set(runs.map(({ id }) => id));
  const newest = runs[0]?.startedAt ?? '';
  const oldest = end === null ? '' : (runs.at(-1)?.startedAt ?? '');
  return changed.some(({ id, startedAt }) => held.has(id) || (startedAt <= newest && startedAt >= oldest));
}

/** The marks that were not there before. */
export function newMarks(before: readonly RunMark[], after: readonly RunMark[]): readonly RunMark[] {
  const known = new Set(before.map(({ id, changedAt }) => `${id} ${changedAt}`));
  return after.filter(({ id, changedAt }) => !known.has(`${id} ${changedAt}`));
}
