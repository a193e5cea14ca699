import type { Stage } from '@smartops/contract';

/**
 * The stages as columns of what ran at the same time. The source knows no graph, only times: stages that overlap stand in one
 * column; those that have not begun follow one by one.
 */
export function toColumns(stages: readonly Stage[], now: number): readonly (readonly Stage[])[] {
  const begun = stages
    .filter(({ startedAt }) => startedAt !== null)
    .toSorted((a, b) => startOf(a) - startOf(b));
  const columns: Stage[][] = [];
  let columnEnd = Number.NEGATIVE_INFINITY;
  for (const stage of begun) {
    const end = stage.finishedAt === null ? now : Date.parse(stage.finishedAt);
    const column = columns.at(-1);
    if (column && startOf(stage) < columnEnd) {
      column.push(stage);
      // The next column begins when the first of this one is done: what waits for it did not wait for the slowest.
      columnEnd = Math.min(columnEnd, end);
    } else {
      columns.push([stage]);
      columnEnd = end;
    }
  }
  return [...columns, ...stages.filter(({ startedAt }) => startedAt === null).map((stage) => [stage])];
}

const startOf = ({ startedAt }: Stage) =>
  startedAt === null ? Number.POSITIVE_INFINITY : Date.parse(startedAt);
