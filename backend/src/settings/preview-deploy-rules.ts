import type { DeployPreview, DeployRule } from '@smartops/contract';
import { derivedStore } from '../pipelines/derived/derived-store.ts';
import { judgeRuns } from '../pipelines/derived/judge-runs.ts';
import { openTally } from '../pipelines/derived/preview.ts';
import { type DeployRuleContext, isoOf } from './deploy-rule-context.ts';

const spanMs = 90 * 24 * 3_600_000;
const pageSize = 1_000;
const mostRuns = 20_000;

/** What rules would change in the runs that are stored, the newest of the last 90 days. Changes nothing. */
export async function previewDeployRules(
  rules: readonly DeployRule[],
  { database, workspace, now, connections, countsAs }: DeployRuleContext,
): Promise<DeployPreview> {
  const store = derivedStore(database, workspace);
  const tally = openTally(rules.length);
  const since = now() - spanMs;
  let runs = 0;
  let last = { at: Number.MAX_SAFE_INTEGER, id: '' };
  for (;;) {
    const page = await store.runsBefore(last, { since, connections, limit: pageSize });
    for (const judged of await judgeRuns(page, (run) => countsAs(run, rules), store)) tally.add(judged);
    runs += page.length;
    last = page.at(-1) ?? last;
    const isLast = page.length < pageSize;
    if (isLast || runs >= mostRuns) return { since: isoOf(since), runs, complete: isLast, ...tally.read() };
  }
}
