import {
  deleteArtifact,
  downloadArtifact,
  getArtifact,
  listArtifacts,
  listArtifactsOfRun,
} from './artifacts.ts';
import { dispatchWorkflow } from './dispatches.ts';
import { getJob, listJobs, listJobsOfAttempt } from './jobs.ts';
import { deleteRun, deleteRunLogs, downloadAttemptLogs, downloadLog, downloadRunLogs } from './logs.ts';
import { listApprovals, listPendingDeployments, reviewPendingDeployments } from './reviews.ts';
import { actions, inRepository, jobDocs, type Route, runDocs, writing } from './route.ts';
import { cancelRun, forceCancelRun, reRun, reRunFailed, reRunJob } from './run-acts.ts';
import { getRun, getRunAttempt, listRuns, listRunsOfWorkflow } from './runs.ts';
import { getWorkflow, listWorkflows } from './workflows.ts';

/** Runs, jobs and workflows. */
export const actionsRoutes: readonly Route[] = [
  inRepository(
    '/actions/runs',
    actions('listWorkflowRunsForRepo', runDocs('list-workflow-runs-for-a-repository'), listRuns),
  ),
  inRepository('/actions/runs/{run}', actions('getWorkflowRun', runDocs('get-a-workflow-run'), getRun)),
  inRepository(
    '/actions/runs/{run}/jobs',
    actions('listJobsForWorkflowRun', jobDocs('list-jobs-for-a-workflow-run'), listJobs),
  ),
  inRepository(
    '/actions/runs/{run}/attempts/{attempt}',
    actions('getWorkflowRunAttempt', runDocs('get-a-workflow-run-attempt'), getRunAttempt),
  ),
  inRepository(
    '/actions/runs/{run}/attempts/{attempt}/jobs',
    actions(
      'listJobsForWorkflowRunAttempt',
      jobDocs('list-jobs-for-a-workflow-run-attempt'),
      listJobsOfAttempt,
    ),
  ),
  inRepository(
    '/actions/jobs/{job}',
    actions('getJobForWorkflowRun', jobDocs('get-a-job-for-a-workflow-run'), getJob),
  ),
  inRepository(
    '/actions/jobs/{job}/logs',
    actions('downloadJobLogsForWorkflowRun', jobDocs('download-job-logs-for-a-workflow-run'), downloadLog),
  ),
  inRepository(
    '/actions/workflows',
    actions('listRepoWorkflows', 'workflows#list-repository-workflows', listWorkflows),
  ),
  inRepository(
    '/actions/workflows/{workflow}',
    actions('getWorkflow', 'workflows#get-a-workflow', getWorkflow),
  ),
  inRepository(
    '/actions/workflows/{workflow}/runs',
    actions('listWorkflowRuns', runDocs('list-workflow-runs-for-a-workflow'), listRunsOfWorkflow),
  ),
  inRepository(
    '/actions/runs/{run}/pending_deployments',
    actions(
      'getPendingDeploymentsForRun',
      runDocs('get-pending-deployments-for-a-workflow-run'),
      listPendingDeployments,
    ),
  ),
  inRepository('/actions/runs/{run}/pending_deployments', {
    method: 'POST',
    name: 'actions.reviewPendingDeploymentsForRun',
    docs: `actions/${runDocs('review-pending-deployments-for-a-workflow-run')}`,
    permission: 'deployments=write',
    answer: reviewPendingDeployments,
  }),
  inRepository(
    '/actions/runs/{run}/approvals',
    actions('getReviewsForRun', runDocs('get-the-review-history-for-a-workflow-run'), listApprovals),
  ),
  inRepository(
    '/actions/workflows/{workflow}/dispatches',
    writing(
      actions('createWorkflowDispatch', 'workflows#create-a-workflow-dispatch-event', dispatchWorkflow),
    ),
  ),
  inRepository(
    '/actions/runs/{run}/rerun',
    writing(actions('reRunWorkflow', runDocs('re-run-a-workflow'), reRun)),
  ),
  inRepository(
    '/actions/runs/{run}/rerun-failed-jobs',
    writing(
      actions('reRunWorkflowFailedJobs', runDocs('re-run-failed-jobs-from-a-workflow-run'), reRunFailed),
    ),
  ),
  inRepository(
    '/actions/jobs/{job}/rerun',
    writing(actions('reRunJobForWorkflowRun', runDocs('re-run-a-job-from-a-workflow-run'), reRunJob)),
  ),
  inRepository(
    '/actions/runs/{run}/cancel',
    writing(actions('cancelWorkflowRun', runDocs('cancel-a-workflow-run'), cancelRun)),
  ),
  inRepository(
    '/actions/runs/{run}/force-cancel',
    writing(actions('forceCancelWorkflowRun', runDocs('force-cancel-a-workflow-run'), forceCancelRun)),
  ),
  inRepository(
    '/actions/runs/{run}',
    writing(actions('deleteWorkflowRun', runDocs('delete-a-workflow-run'), deleteRun), 'DELETE'),
  ),
  inRepository(
    '/actions/runs/{run}/logs',
    actions('downloadWorkflowRunLogs', runDocs('download-workflow-run-logs'), downloadRunLogs),
  ),
  inRepository(
    '/actions/runs/{run}/logs',
    writing(actions('deleteWorkflowRunLogs', runDocs('delete-workflow-run-logs'), deleteRunLogs), 'DELETE'),
  ),
  inRepository(
    '/actions/runs/{run}/attempts/{attempt}/logs',
    actions(
      'downloadWorkflowRunAttemptLogs',
      runDocs('download-workflow-run-attempt-logs'),
      downloadAttemptLogs,
    ),
  ),
  inRepository(
    '/actions/artifacts',
    actions('listArtifactsForRepo', 'artifacts#list-artifacts-for-a-repository', listArtifacts),
  ),
  inRepository(
    '/actions/runs/{run}/artifacts',
    actions('listWorkflowRunArtifacts', 'artifacts#list-workflow-run-artifacts', listArtifactsOfRun),
  ),
  inRepository(
    '/actions/artifacts/{artifact}',
    actions('getArtifact', 'artifacts#get-an-artifact', getArtifact),
  ),
  inRepository(
    '/actions/artifacts/{artifact}',
    writing(actions('deleteArtifact', 'artifacts#delete-an-artifact', deleteArtifact), 'DELETE'),
  ),
  inRepository(
    '/actions/artifacts/{artifact}/{format}',
    actions('downloadArtifact', 'artifacts#download-an-artifact', downloadArtifact),
  ),
];
