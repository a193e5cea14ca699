import type { Person, Service } from '../../world/shop.ts';
import type { World } from '../../world/world.ts';
import { finish, firstAttempt, templatesOf } from '../script/finish.ts';
import type { Commit, EnvironmentName, Fate, RunDraft, RunPlan, WorkflowKey } from '../script/plan.ts';
import { failsAgainAt } from './verdict.ts';

/** A version, and the run that built it. */
export interface Built {
  readonly version: string;
  readonly sha: string;
  readonly run: RunPlan | undefined;
}

export interface Dispatch {
  readonly id: number;
  readonly at: number;
  readonly by: Person;
  readonly repo: Service;
  readonly workflow: WorkflowKey;
  readonly branch: string;
  readonly commit: Commit;
  readonly target: EnvironmentName;
  /** What it brings there; undefined when there is no such version. */
  readonly built: Built | undefined;
  readonly version: string;
}

/** A run that a person started. */
export function begunRun(world: World, dispatch: Dispatch): RunPlan {
  const { id, at, by, repo, workflow, branch, commit, target, built, version } = dispatch;
  const title = titleOf(dispatch);
  const draft: RunDraft = {
    repo,
    workflow,
    event: 'workflow_dispatch',
    title,
    branch,
    commit,
    actor: by,
    version: workflow === 'nightly' ? null : version,
    pull: null,
    createdAt: at,
    description: title,
    ...(built && built.sha !== commit.sha && { deployedSha: built.sha }),
    target,
    key: `dispatch/${id}`,
    fate: {},
  };
  const fated = workflow === 'nightly' ? draft : { ...draft, fate: fateOf(world, draft, built) };
  return finish(world, { draft: fated, id, number: 0, attempt: firstAttempt(fated) });
}

function titleOf({ workflow, target, version }: Dispatch): string {
  if (workflow === 'nightly') return 'Nightly';
  return workflow === 'rollback' ? `Roll back ${target} to ${version}` : `Deploy ${version} to ${target}`;
}

/** What does not exist cannot be brought anywhere, and what is broken does not become well by being brought. */
function fateOf(world: World, draft: RunDraft, built: Built | undefined): Fate {
  const templates = templatesOf(draft);
  if (!built) return { failsAt: templates[0]?.name, isBroken: true };
  const failsAt = built.run && failsAgainAt(world, built.run.recipe.draft);
  if (failsAt === undefined) return {};
  const same = templates.find(({ name }) => name === failsAt) ?? templates.at(-1);
  return { failsAt: same?.name, isBroken: true };
}
