import { compareCommits, getCommit, listCommits } from './commits.ts';
import { createDeployment, createDeploymentStatus } from './deploy.ts';
import {
  getDeployment,
  getDeploymentStatus,
  listDeploymentStatuses,
  listDeployments,
} from './deployments.ts';
import { getEnvironment, listEnvironments } from './environments.ts';
import { getRepository } from './repositories.ts';
import { inRepository, type Route, repos, writing } from './route.ts';

const deployed = 'deployments=read';
const contents = 'contents=read';

/** The repository itself: its code, deployments and environments. */
export const repositoryRoutes: readonly Route[] = [
  inRepository('', repos('get', 'repos/repos#get-a-repository', 'metadata=read', getRepository)),
  inRepository(
    '/deployments',
    repos('listDeployments', 'deployments/deployments#list-deployments', deployed, listDeployments),
  ),
  inRepository(
    '/deployments/{deployment}',
    repos('getDeployment', 'deployments/deployments#get-a-deployment', deployed, getDeployment),
  ),
  inRepository(
    '/deployments/{deployment}/statuses',
    repos(
      'listDeploymentStatuses',
      'deployments/statuses#list-deployment-statuses',
      deployed,
      listDeploymentStatuses,
    ),
  ),
  inRepository(
    '/deployments/{deployment}/statuses/{status}',
    repos(
      'getDeploymentStatus',
      'deployments/statuses#get-a-deployment-status',
      deployed,
      getDeploymentStatus,
    ),
  ),
  inRepository(
    '/deployments',
    writing(
      repos('createDeployment', 'deployments/deployments#create-a-deployment', deployed, createDeployment),
    ),
  ),
  inRepository(
    '/deployments/{deployment}/statuses',
    writing(
      repos(
        'createDeploymentStatus',
        'deployments/statuses#create-a-deployment-status',
        deployed,
        createDeploymentStatus,
      ),
    ),
  ),
  inRepository(
    '/environments',
    repos(
      'getAllEnvironments',
      'deployments/environments#list-environments',
      'actions=read',
      listEnvironments,
    ),
  ),
  inRepository(
    '/environments/{environment}',
    repos('getEnvironment', 'deployments/environments#get-an-environment', 'actions=read', getEnvironment),
  ),
  inRepository('/commits', repos('listCommits', 'commits/commits#list-commits', contents, listCommits)),
  inRepository('/commits/{+ref}', repos('getCommit', 'commits/commits#get-a-commit', contents, getCommit)),
  inRepository(
    '/compare/{+basehead}',
    repos('compareCommitsWithBasehead', 'commits/commits#compare-two-commits', contents, compareCommits),
  ),
];
