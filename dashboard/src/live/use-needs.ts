import type { Pipeline } from '@smartops/contract';
import { useEffect } from 'react';
import { useCall } from './call.ts';

/** A run with what its stages wait for: the source is asked for that when somebody looks, so the stream does not carry it. */
export function useNeeds(run: Pipeline): Pipeline {
  const { data, mutate } = useCall('getPipeline', { id: run.id });
  const known = data && new Map(data.pipeline.stages.map(({ id, needs }) => [id, needs]));
  const isNewHere = run.stages.some(({ id }) => known && !known.has(id));
  const ids = run.stages.map(({ id }) => id).join(' ');
  // Asked once more for each stage that joins, not on and on for one that the answer lacks.
  useEffect(() => {
    if (isNewHere && ids) void mutate();
  }, [isNewHere, ids, mutate]);
  return known ? withNeeds(run, known) : run;
}

/** In the order in which the answer has them; what it does not have yet comes last. Pure. */
export function withNeeds(run: Pipeline, known: ReadonlyMap<string, readonly string[] | null>): Pipeline {
  const places = new Map([...known.keys()].map((id, place) => [id, place]));
  const placeOf = (id: string) => places.get(id) ?? places.size;
  const stages = run.stages.map((stage) => ({ ...stage, needs: known.get(stage.id)?.slice() ?? null }));
  return { ...run, stages: stages.toSorted((a, b) => placeOf(a.id) - placeOf(b.id)) };
}
