import type { RuleSpec } from '@smartops/contract';
import { readStore } from '../../signals/read-store.ts';
import type { Window } from '../../signals/sample-store.ts';
import { evaluatorOf } from './kinds/index.ts';
import { type PlacedEpisode, replaySeries } from './replay.ts';
import type { ReplayPlace } from './replay-place.ts';
import { signalsOf } from './states.ts';
import { isInScope } from './subject.ts';

const kinds = { 'deployment-failed': 'deployment', 'run-failed': 'pipeline-run' } as const;

/** The same over what is stored of runs and deployments. Of instances and sources only the present is known. */
export async function replayStates(
  spec: RuleSpec,
  window: Window,
  { database, isWatched }: ReplayPlace,
): Promise<PlacedEpisode[]> {
  const { condition, scope } = spec;
  const evaluator = evaluatorOf(spec);
  if (condition.kind !== 'state' || !evaluator || !(condition.state in kinds)) return [];
  const kind = kinds[condition.state as keyof typeof kinds];
  const events = (await readStore(database).eventsBetween(kind, window.from, window.to)).filter(
    ({ connectionId }) => isWatched(connectionId),
  );
  const facts = kind === 'deployment' ? { deployments: events } : { runs: events };
  const signals = signalsOf(condition, facts).filter(({ subject }) => isInScope(scope, subject));
  return [...Map.groupBy(signals, ({ subject }) => subject.id)].flatMap(([resourceId, list]) => {
    const ascending = list.toSorted((a, b) => a.at - b.at);
    const columns = {
      at: ascending.map(({ at }) => at),
      values: ascending.map(({ isBad }) => Number(isBad)),
    };
    const resourceName = ascending[0]?.subject.name ?? resourceId;
    return replaySeries(evaluator, columns, window.to).map((one) => ({
      ...one,
      ...{ resourceId, resourceName, peak: null },
    }));
  });
}
