import type { Stage } from '@smartops/contract';

type Placed = Pick<Stage, 'id' | 'needs'>;

/** Stages so that each stands behind what it waits for, else as given; as they are where that is not known. Pure. */
export function inOrder<One extends Placed>(stages: readonly One[]): One[] {
  if (stages.some(({ needs }) => needs === null)) return [...stages];
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  const ordered = new Set<One>();
  const open = new Set<One>();
  const place = (stage: One): void => {
    // A circle has no order: whoever was met first goes first.
    if (ordered.has(stage) || open.has(stage)) return;
    open.add(stage);
    for (const id of stage.needs ?? []) {
      const need = byId.get(id);
      if (need) place(need);
    }
    ordered.add(stage);
  };
  for (const stage of stages) place(stage);
  return [...ordered];
}
