import type { Stage } from '@smartops/contract';

type Columns = readonly (readonly Stage[])[];

/**
 * The stages as columns: behind what they wait for where that is known. Else as columns of what ran at the same time: stages
 * that overlap stand in one column; those that have not begun follow one by one. Pure.
 */
export function toColumns(stages: readonly Stage[], now: number): Columns {
  return byNeeds(stages) ?? byTimes(stages, now);
}

/** Undefined where the needs of one are not known, or lead round in a circle. */
function byNeeds(stages: readonly Stage[]): Columns | undefined {
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  const depths = new Map<string, number>();
  const open = new Set<string>();
  const depthOf = ({ id, needs }: Stage): number | undefined => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    if (needs === null || open.has(id)) return undefined;
    open.add(id);
    let depth = 0;
    for (const need of needs) {
      const stage = byId.get(need);
      const before = stage ? depthOf(stage) : -1;
      if (before === undefined) return undefined;
      depth = Math.max(depth, before + 1);
    }
    depths.set(id, depth);
    return depth;
  };
  const columns: Stage[][] = [];
  for (const stage of stages) {
    const depth = depthOf(stage);
    if (depth === undefined) return undefined;
    const column = columns[depth] ?? [];
    column.push(stage);
    columns[depth] = column;
  }
  return columns;
}

function byTimes(stages: readonly Stage[], now: number): Columns {
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
