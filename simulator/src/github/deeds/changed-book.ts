import type { Service } from '../../world/shop.ts';
import { type Book, tagsOf } from '../script/book.ts';
import { runOfJob } from '../script/ids.ts';
import type { DeploymentPlan, RunPlan, WorkflowKey } from '../script/plan.ts';
import type { Deeds } from './deeds.ts';

/** The script as callers have changed it. */
export function changedBook(whole: Book, deeds: Deeds): Book {
  const script = untilArchived(whole, deeds);
  const isUntouched = () => deeds.attempts.size + deeds.deployments.size + deeds.states.size === 0;

  /** Deleting a run does not delete what it deployed. */
  function runs(repo: Service, now: number): readonly RunPlan[] {
    const all = everyRun(repo, now);
    return deeds.gone.size === 0 ? all : all.filter(({ id }) => !deeds.gone.has(`run ${id}`));
  }

  function everyRun(repo: Service, now: number): readonly RunPlan[] {
    if (deeds.attempts.size === 0) return script.runs(repo, now);
    const begun = (deeds.begun.get(repo) ?? []).flatMap((id) => deeds.attempts.get(id)?.[0] ?? []);
    const all = [...script.runs(repo, now), ...begun.filter(({ createdAt }) => createdAt <= now)];
    return numbered(
      all.sort((a, b) => a.id - b.id),
      deeds,
    ).map((run) => latest(run, now));
  }

  const triesOf = (run: RunPlan, now: number): readonly RunPlan[] =>
    (deeds.attempts.get(run.id) ?? [run])
      .filter(({ startedAt }) => startedAt <= now)
      .map((one) => ({ ...one, number: run.number }));

  const latest = (run: RunPlan, now: number): RunPlan =>
    deeds.attempts.has(run.id) ? (triesOf(run, now).at(-1) ?? run) : run;

  const run = (repo: Service, id: number, now: number) => runs(repo, now).find((one) => one.id === id);

  function attempts(repo: Service, id: number, now: number): readonly RunPlan[] {
    const found = run(repo, id, now);
    return found ? triesOf(found, now) : [];
  }

  function deployments(repo: Service, now: number): readonly DeploymentPlan[] {
    if (isUntouched()) return script.deployments(repo, now);
    const made = everyRun(repo, now).flatMap((one) =>
      triesOf(one, now).flatMap((attempt) => attempt.deployments),
    );
    return [...made, ...(deeds.deployments.get(repo) ?? [])]
      .filter(({ createdAt }) => createdAt <= now)
      .map((one) => withStates(one, deeds))
      .sort((a, b) => a.createdAt - b.createdAt);
  }

  return {
    runs,
    run,
    attempts,
    job(repo, id, now) {
      const tries = attempts(repo, runOfJob(id), now).flatMap((one) =>
        one.jobs.map((job) => ({ run: one, job })),
      );
      return tries.find(({ job }) => job.id === id && job.queuedAt <= now);
    },
    deployments,
    // A tag outlives the run that built it.
    tags: (repo, now) => tagsOf(everyRun(repo, now)),
    deployment: (repo, id, now) => deployments(repo, now).find((one) => one.id === id),
    commits: script.commits,
  };
}

/** In a repository that is archived the script stands still. */
function untilArchived(script: Book, { archivedAt }: Deeds): Book {
  const until = (repo: Service, now: number) => Math.min(now, archivedAt.get(repo) ?? now);
  return {
    ...script,
    runs: (repo, now) => script.runs(repo, until(repo, now)),
    deployments: (repo, now) => script.deployments(repo, until(repo, now)),
    commits: (repo, now) => script.commits(repo, until(repo, now)),
  };
}

/** Runs that callers began push on the numbers of those the script began later. */
function numbered(oldestFirst: readonly RunPlan[], deeds: Deeds): RunPlan[] {
  const begun = new Set([...deeds.begun.values()].flat());
  const shifts = new Map<WorkflowKey, number>();
  const last = new Map<WorkflowKey, number>();
  return oldestFirst.map((run) => {
    const { workflow, id } = run;
    const isBegun = begun.has(id);
    if (isBegun) shifts.set(workflow, (shifts.get(workflow) ?? 0) + 1);
    const shift = shifts.get(workflow) ?? 0;
    const number = isBegun ? (last.get(workflow) ?? 100) + 1 : run.number + shift;
    last.set(workflow, number);
    return number === run.number ? run : { ...run, number };
  });
}

function withStates(deployment: DeploymentPlan, { states }: Deeds): DeploymentPlan {
  const said = states.get(deployment.id);
  if (!said) return deployment;
  const environment = said.findLast((one) => one.said?.environment)?.said?.environment;
  return {
    ...deployment,
    environment: environment ?? deployment.environment,
    states: [...deployment.states, ...said].sort((a, b) => a.at - b.at),
  };
}
