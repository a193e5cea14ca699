import { type Service, services } from '../../world/shop.ts';
import { SECOND } from '../../world/world.ts';

const since = Date.UTC(2020, 0, 1);
const perSecond = 1_000;
const perRepository = 200;
const firstOfCallers = 100;
const jobsPerAttempt = 20;
const deploymentsPerAttempt = 4;
/** The most that GitHub runs again, and the first. */
export const mostAttempts = 51;
/** The most states of one deployment. */
export const statesPerDeployment = 100;

/** Ids grow with time, as GitHub's do, and are never given twice by worlds that begin at different moments. */
export function runId(repo: Service, createdAt: number, sameSecond: number): number {
  const second = Math.floor((createdAt - since) / SECOND);
  return second * perSecond + services.indexOf(repo) * perRepository + sameSecond;
}

/** Ids for what callers make, beside those of the script. Above a hundred a second they run ahead of the clock. */
export function createCallerIds(): (repo: Service, now: number) => number {
  const last = new Map<Service, { readonly second: number; readonly place: number }>();
  return (repo, now) => {
    const second = Math.floor(now / SECOND);
    const before = last.get(repo);
    const isAhead = before !== undefined && before.second >= second;
    const next = isAhead ? { second: before.second, place: before.place + 1 } : { second, place: 0 };
    const own = next.place < perRepository - firstOfCallers ? next : { second: next.second + 1, place: 0 };
    last.set(repo, own);
    return runId(repo, own.second * SECOND, firstOfCallers + own.place);
  };
}

export const repoOfRun = (id: number): Service | undefined =>
  services[Math.floor((id % perSecond) / perRepository)];

export const jobId = (run: number, attempt: number, index: number) =>
  (run * mostAttempts + attempt - 1) * jobsPerAttempt + index;
export const runOfJob = (id: number) => Math.floor(id / (mostAttempts * jobsPerAttempt));

export const deploymentId = (run: number, attempt: number, index: number) =>
  (run * mostAttempts + attempt - 1) * deploymentsPerAttempt + (index % deploymentsPerAttempt);
export const runOfDeployment = (id: number) => Math.floor(id / (mostAttempts * deploymentsPerAttempt));

export const stateId = (deployment: number, index: number) => deployment * statesPerDeployment + index;

export const repositoryId = (repo: Service) => 612_044_101 + services.indexOf(repo) * 7_919;
