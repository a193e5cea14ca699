import type { World } from '../../world/world.ts';
import { templatesOf } from '../script/finish.ts';
import type { JobKind, RunDraft } from '../script/plan.ts';

const moody: ReadonlySet<JobKind | undefined> = new Set(['test', 'smoke', 'canary', 'migrate', 'nightly']);

/** Where a run fails again. What waits for others may have been a whim, for a commit always the same. */
export function failsAgainAt(world: World, draft: RunDraft): string | undefined {
  const { failsAt, isBroken = false } = draft.fate;
  if (failsAt === undefined || isBroken) return failsAt;
  const kind = templatesOf(draft).find(({ name }) => name === failsAt)?.kind;
  const isWhim = moody.has(kind) && world.chance('github', 'whim', draft.commit.sha, failsAt) < 0.5;
  return isWhim ? undefined : failsAt;
}
