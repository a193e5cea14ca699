import type { DeployRule, DeployRuleSet } from '@smartops/contract';
import { ConflictError } from '../platform/errors.ts';
import { type DeployRuleContext, type Doer, isoOf } from './deploy-rule-context.ts';
import { deployRuleStore } from './deploy-rule-store.ts';

/** What holds, and what held before. */
export async function readDeployRules(context: DeployRuleContext): Promise<DeployRuleSet> {
  const { database, workspace, defaults, ownDeployments } = context;
  const store = deployRuleStore(database, workspace);
  const { version, rules, savedAt, savedBy, settledTo } = await store.now();
  const before = version > 0 ? await store.rulesOf(version - 1) : undefined;
  return {
    version,
    rules: [...rules],
    savedAt: savedAt === null ? null : isoOf(savedAt),
    savedBy,
    previous: before ? { version: version - 1, rules: [...before] } : null,
    settled: settledTo === null,
    defaults: [...defaults],
    ownDeployments: await ownDeployments(),
  };
}

/** Throws ConflictError when `version` no longer holds: what somebody else saved meanwhile is not lost unseen. */
export async function saveDeployRules(
  { version, rules }: { readonly version: number; readonly rules: readonly DeployRule[] },
  doer: Doer,
  { database, workspace, now }: DeployRuleContext,
): Promise<void> {
  const before = await deployRuleStore(database, workspace).now();
  const detail = { version: version + 1, before: before.rules.map(toLine), after: rules.map(toLine) };
  await doer.privileged(
    { action: 'deploy-rules.save', target: 'What counts as a deployment', detail },
    (tx) => replace(deployRuleStore(tx, workspace), { version, rules, by: doer.name, at: now() }),
  );
}

async function replace(
  store: ReturnType<typeof deployRuleStore>,
  { version, rules, by, at }: { version: number; rules: readonly DeployRule[]; by: string; at: number },
): Promise<void> {
  const holds = await store.now('update');
  if (holds.version !== version)
    throw new ConflictError(
      `${holds.savedBy ?? 'Somebody'} has saved these rules meanwhile. Look at theirs, then save yours again`,
    );
  await store.save(version + 1, rules, { at, by });
}

const toLine = ({ repository, workflow, branch, target }: DeployRule) =>
  [repository, workflow, branch, target].join(' | ');
