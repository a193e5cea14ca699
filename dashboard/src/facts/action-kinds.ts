import type { ActionKind, Deployment, Me, Pipeline } from '@smartops/contract';

/** What can be done about a run as it stands. */
export function kindsOfRun({ status, rawStatus, stages }: Pipeline): readonly ActionKind[] {
  if (rawStatus === 'waiting') return ['review', 'cancel'];
  if (status === 'running' || status === 'pending') return ['cancel'];
  return stages.some((stage) => stage.status === 'failed') ? ['rerun', 'rerun-failed'] : ['rerun'];
}

/** What can be done about a deployment that has ended; one that goes on is a run to cancel. */
export function kindsOfDeployment({ status }: Deployment): readonly ActionKind[] {
  return status === 'success' || status === 'failed' ? ['redeploy', 'rollback'] : [];
}

export const mayAct = (me: Me | undefined): boolean => me !== undefined && me.role !== 'viewer';
