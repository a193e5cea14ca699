import type { Deployment } from '@smartops/contract';
import { formatDuration } from '../../format/duration.ts';
import { formatExact } from '../../format/time.ts';
import { useCall } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { deploymentActions } from '../../panels/deployment-menu.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { SkeletonRows } from '../../ui/sheet.tsx';
import { ActionsMenu } from '../actions-menu.tsx';
import { Missing } from '../missing.tsx';
import type { ModalProps } from '../modal.ts';
import { RunHead } from '../run-log/run-head.tsx';
import { RunLog } from '../run-log/run-log.tsx';
import { useRun } from '../run-log/use-run.ts';

/** What one deployment was, and the logs of the run that made it. */
export default function DeploymentLogsModal({ id, part, onClose }: ModalProps) {
  const live = useTopic('deployments');
  const found = live?.find((it) => it.id === id);
  // Older than what the stream carries: the list itself still knows it.
  const { data, error } = useCall('listDeployments', live && !found ? { limit: 200 } : undefined);
  const deployment = found ?? data?.deployments.find((it) => it.id === id);
  if (!deployment)
    return <Missing known={data !== undefined || error !== undefined} what="Deployment" onClose={onClose} />;
  return <Details deployment={deployment} part={part} onClose={onClose} />;
}

type DetailsProps = Omit<ModalProps, 'id'> & { deployment: Deployment };

function Details({ deployment, part, onClose }: DetailsProps) {
  const { name, version, environment, branch, commit, title, author, timestamp, durationMs, pipelineId } =
    deployment;
  const { run, missing } = useRun(pipelineId);
  return (
    <Dialog
      title={`${[name, version].filter(Boolean).join(' ')} to ${environment}`}
      note={
        <>
          <span className="mono">{branch}</span> <span className="mono">{commit}</span> {title} · {author} ·{' '}
          {formatExact(Date.parse(timestamp))}
          {durationMs !== null && `, took ${formatDuration(durationMs)}`}
        </>
      }
      size="wide log-dialog"
      onClose={onClose}
      actions={
        <>
          <RunHead of={deployment} run={run} url={run?.url ?? deployment.url} />
          <ActionsMenu items={deploymentActions(deployment)} />
        </>
      }
    >
      {run && <RunLog run={run} asked={part} />}
      {!run && pipelineId !== null && !missing && <SkeletonRows rows={10} />}
      {!run && (pipelineId === null || missing) && (
        <div className="empty">
          <h3>No log belongs to this deployment</h3>
          <p>
            {missing
              ? 'The run that made it is not known here any more.'
              : 'It was not made by a workflow run that is watched here.'}
          </p>
        </div>
      )}
    </Dialog>
  );
}
