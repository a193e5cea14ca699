import { derivedStore } from '../pipelines/derived/derived-store.ts';
import { judgeRuns } from '../pipelines/derived/judge-runs.ts';
import type { DeployRuleContext } from './deploy-rule-context.ts';
import { deployRuleStore } from './deploy-rule-store.ts';

const runsAtOnce = 500;

export type Settling = 'nothing' | 'more' | 'done';

/**
 * Brings the deployments of the next stored runs in line with the rules that hold, all of them or none. How far it is
 * lies in the same transaction, so that it goes on there after a crash.
 */
export async function settleNext(context: DeployRuleContext, limit: number = runsAtOnce): Promise<Settling> {
  const { database, workspace, connections, countsAs, apply } = context;
  return database.transaction(async (tx) => {
    const holds = await deployRuleStore(tx, workspace).now('update');
    if (holds.settledTo === null) return 'nothing';
    const store = derivedStore(tx, workspace);
    const runs = await store.runsAfter(holds.settledTo, { connections, limit });
    const judged = await judgeRuns(runs, (run) => countsAs(run, holds.rules), store);
    const byConnection = Map.groupBy(judged, ({ run }) => run.connectionId);
    for (const ofOne of byConnection.values()) await apply(tx, ofOne);
    const isDone = runs.length < limit;
    await deployRuleStore(tx, workspace).settled(isDone ? null : (runs.at(-1)?.id ?? null));
    return isDone ? 'done' : 'more';
  });
}
