import { compareCommits, getCommit, listCommits } from './commits.ts';
import { getContents } from './contents.ts';
import { createDeployment, createDeploymentStatus } from './deploy.ts';
import {
  getDeployment,
  getDeploymentStatus,
  listDeploymentStatuses,
  listDeployments,
} from './deployments.ts';
import { getEnvironment, listEnvironments } from './environments.ts';
import { listBranchesAt, listTags } from './refs.ts';
import { getRepository } from './repositories.ts';
import { deleteRepository, updateRepository } from './repository-acts.ts';
import { inRepository, type Route, repos, writing } from './route.ts';

const deployed = 'deployments=read';
const contents = 'contents=read';
const content = repos('getContent', 'repos/contents#get-repository-content', contents, getContents);
const administered = 'administration=read';

/** The repository itself: its code, deployments and environments. */
export const repositoryRoutes: readonly Route[] = [
  inRepository('', repos('get', 'repos/repos#get-a-repository', 'metadata=read', getRepository)),
  inRepository(
    '',
    writing(repos('update', 'repos/repos#update-a-repository', administered, updateRepository), 'PATCH'),
  ),
  inRepository(
    '',
    writing(repos('delete', 'repos/repos#delete-a-repository', administered, deleteRepository), 'DELETE'),
  ),
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
  inRepository('/contents', content),
  inRepository('/contents/{+path}', content),
  inRepository('/commits', repos('listCommits', 'commits/commits#list-commits', contents, listCommits)),
  inRepository('/tags', repos('listTags', 'repos/repos#list-repository-tags', contents, listTags)),
  inRepository(
    '/commits/{sha}/branches-where-head',
    repos(
      'listBranchesForHeadCommit',
      'commits/commits#list-branches-for-head-commit',
      contents,
      listBranchesAt,
    ),
  ),
  inRepository('/commits/{+ref}', repos('getCommit', 'commits/commits#get-a-commit', contents, getCommit)),
  inRepository(
    '/compare/{+basehead}',
    repos('compareCommitsWithBasehead', 'commits/commits#compare-two-commits', contents, compareCommits),
  ),
];
