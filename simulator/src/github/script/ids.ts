import { type Service, services } from '../../world/shop.ts';
import { SECOND } from '../../world/world.ts';

const since = Date.UTC(2020, 0, 1);
const perSecond = 100;
const perRepository = 16;
const jobsPerAttempt = 20;
const jobsPerRun = 100;
const deploymentsPerRun = 4;
const statesPerDeployment = 10;

/** Ids grow with time, as GitHub's do, and are never given twice by worlds that begin at different moments. */
export function runId(repo: Service, createdAt: number, sameSecond: number): number {
  const second = Math.floor((createdAt - since) / SECOND);
  return second * perSecond + services.indexOf(repo) * perRepository + sameSecond;
}

export const repoOfRun = (id: number): Service | undefined =>
  services[Math.floor((id % perSecond) / perRepository)];

export const jobId = (run: number, attempt: number, index: number) =>
  run * jobsPerRun + (attempt - 1) * jobsPerAttempt + index;
export const runOfJob = (id: number) => Math.floor(id / jobsPerRun);

export const deploymentId = (run: number, index: number) => run * deploymentsPerRun + index;
export const runOfDeployment = (id: number) => Math.floor(id / deploymentsPerRun);

export const stateId = (deployment: number, index: number) => deployment * statesPerDeployment + index;

export const repositoryId = (repo: Service) => 612_044_101 + services.indexOf(repo) * 7_919;
