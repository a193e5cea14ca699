import { digest } from '../../http/request-ids.ts';
import { author, type Service } from '../../world/shop.ts';
import { CYCLE, cycleIndexAt, cycleOf } from '../../world/story.ts';
import { DAY, type World } from '../../world/world.ts';
import { changesOf, commitOf } from './changes.ts';
import { type NumberedChange, nightlyOf, rollbackOf, runsOfChange } from './drafts.ts';
import { finish, firstAttempt } from './finish.ts';
import { runId } from './ids.ts';
import type { Commit, RunDraft, RunPlan, WorkflowKey } from './plan.ts';
import { upTo } from './up-to.ts';
import { countedVersion, pullBase } from './versions.ts';

/** All that ever happens to one repository. */
export interface History {
  /** Runs created up to a moment, oldest first. */
  runs(until: number): readonly RunPlan[];
  /** Commits of the main branch up to a moment, oldest first. */
  commits(until: number): readonly Commit[];
}

const firstCycle = -Math.ceil((15 * DAY) / CYCLE);

/** Grows cycle by cycle as time goes on, and remembers: what has been told never changes. */
export function createHistory(world: World, repo: Service): History {
  const changes = createChanges(world, repo);
  const runs: RunPlan[] = [];
  const numbers = new Map<WorkflowKey, number>();
  const commits: Commit[] = [rootCommit(world, repo)];
  let next = firstCycle;

  function grow(until: number): void {
    for (const last = cycleIndexAt(world, until); next <= last; next++) {
      const from = world.epoch + next * CYCLE;
      for (const draft of draftsOf(next, from)) {
        const number = (numbers.get(draft.workflow) ?? 100) + 1;
        numbers.set(draft.workflow, number);
        const before = runs.findLastIndex(({ createdAt }) => createdAt < draft.createdAt);
        const id = runId(repo, draft.createdAt, runs.length - 1 - before);
        runs.push(finish(world, { draft, id, number, attempt: firstAttempt(draft) }));
      }
    }
  }

  function draftsOf(cycle: number, from: number): RunDraft[] {
    const to = from + CYCLE;
    const merged = changes.of(cycle).map((change) => commitOf(world, change));
    commits.push(...merged.toSorted((a, b) => a.at - b.at));
    const head = (at: number) => commits.findLast((commit) => commit.at <= at) ?? rootCommit(world, repo);
    const around = [cycle - 1, cycle, cycle + 1].flatMap((index) => changes.runsOf(index));
    const extra = [
      ...nightlyOf(world, repo, [from, to], head(from)),
      ...(repo === 'checkout-api' ? rollback(cycle, head) : []),
    ];
    return [...around, ...extra]
      .filter(({ createdAt }) => createdAt >= from && createdAt < to)
      .sort((a, b) => a.createdAt - b.createdAt);
  }

  function rollback(cycle: number, head: (at: number) => Commit): RunDraft[] {
    const { previousVersion, fixLandedAt } = cycleOf(world, cycle);
    const target = changes.of(cycle - 1).find(({ version }) => version === previousVersion);
    return rollbackOf(world, cycle, head(fixLandedAt), target ? commitOf(world, target) : head(fixLandedAt));
  }

  return {
    runs(until) {
      grow(until);
      return upTo(runs, until, ({ createdAt }) => createdAt);
    },
    commits(until) {
      grow(until);
      return upTo(commits, until, ({ at }) => at);
    },
  };
}

/** Changes with their pull request numbers and versions, which are counted from the epoch in both directions. */
function createChanges(world: World, repo: Service) {
  const known = new Map<number, readonly NumberedChange[]>();
  const drafts = new Map<number, readonly RunDraft[]>();
  let counted = { changes: 0, deploys: 0 };
  for (let cycle = firstCycle - 1; cycle < 0; cycle++)
    for (const { deploys } of changesOf(world, repo, cycle)) {
      counted = { changes: counted.changes - 1, deploys: counted.deploys - Number(deploys) };
    }
  let last = firstCycle - 2;

  function of(cycle: number): readonly NumberedChange[] {
    while (last < cycle) {
      last += 1;
      const numbered = changesOf(world, repo, last).map((change) => {
        const pull = pullBase[repo] + counted.changes;
        const version = change.version ?? countedVersion(repo, counted.deploys);
        counted = { changes: counted.changes + 1, deploys: counted.deploys + Number(change.deploys) };
        return { ...change, pull, version };
      });
      known.set(last, numbered);
    }
    return known.get(cycle) ?? [];
  }

  function runsOf(cycle: number): readonly RunDraft[] {
    const found = drafts.get(cycle);
    if (found) return found;
    const made = of(cycle).flatMap((change) => runsOfChange(world, change));
    drafts.delete(cycle - 3);
    drafts.set(cycle, made);
    return made;
  }
  return { of, runsOf };
}

function rootCommit(world: World, repo: Service): Commit {
  const at = world.epoch + (firstCycle - 1) * CYCLE - CYCLE;
  const sha = digest(world.seed, world.epoch, repo, 'root').slice(0, 40);
  return { sha, message: 'Move to our own runners', author: author[repo], at };
}
