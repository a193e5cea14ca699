import { type Service, services } from '../../world/shop.ts';
import type { World } from '../../world/world.ts';
import { createHistory, type History } from './history.ts';
import { repoOfRun, runOfDeployment, runOfJob } from './ids.ts';
import type { Commit, DeploymentPlan, JobPlan, RunPlan } from './plan.ts';

/** What GitHub knows at a moment. Whatever adds to the script, such as a re-run, is another Book around this one. */
export interface Book {
  /** Each by its latest attempt, oldest first. */
  runs(repo: Service, now: number): readonly RunPlan[];
  run(repo: Service, id: number, now: number): RunPlan | undefined;
  /** The tries of a run, oldest first; none when there is no such run. */
  attempts(repo: Service, id: number, now: number): readonly RunPlan[];
  /** Of any attempt. */
  job(repo: Service, id: number, now: number): { readonly run: RunPlan; readonly job: JobPlan } | undefined;
  /** Oldest first. */
  deployments(repo: Service, now: number): readonly DeploymentPlan[];
  deployment(repo: Service, id: number, now: number): DeploymentPlan | undefined;
  /** What was built, by its version, oldest first. */
  tags(repo: Service, now: number): ReadonlyMap<string, Commit>;
  /** Of the main branch, oldest first. */
  commits(repo: Service, now: number): readonly Commit[];
}

export function createBook(world: World): Book {
  const histories = new Map<Service, History>(services.map((repo) => [repo, createHistory(world, repo)]));
  const runs = (repo: Service, now: number) => histories.get(repo)?.runs(now) ?? [];
  const run = (repo: Service, id: number, now: number) =>
    repoOfRun(id) === repo ? runs(repo, now).find((one) => one.id === id) : undefined;
  const deployments = (repo: Service, now: number) => {
    const made = runs(repo, now).flatMap((one) => one.deployments);
    return made.filter(({ createdAt }) => createdAt <= now).sort((a, b) => a.createdAt - b.createdAt);
  };
  return {
    runs,
    run,
    attempts(repo, id, now) {
      const found = run(repo, id, now);
      return found ? [found] : [];
    },
    job(repo, id, now) {
      const found = run(repo, runOfJob(id), now);
      const job = found?.jobs.find((one) => one.id === id && one.queuedAt <= now);
      return found && job && { run: found, job };
    },
    deployments,
    deployment: (repo, id, now) =>
      run(repo, runOfDeployment(id), now)?.deployments.find((one) => one.id === id && one.createdAt <= now),
    tags: (repo, now) => tagsOf(runs(repo, now)),
    commits: (repo, now) => histories.get(repo)?.commits(now) ?? [],
  };
}

export const tagsOf = (runs: readonly RunPlan[]): ReadonlyMap<string, Commit> =>
  new Map(
    runs.flatMap(({ workflow, event, version, commit }) =>
      workflow === 'deploy' && event === 'push' && version !== null ? [[version, commit] as const] : [],
    ),
  );
