import type { Deployment } from '@smartops/contract';
import { ExternalLink } from 'lucide-react';
import { runState } from '../../facts/looks.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatExact } from '../../format/time.ts';
import { useCall } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { deploymentActions } from '../../panels/deployment-menu.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Status } from '../../ui/glyph.tsx';
import { ActionsMenu } from '../actions-menu.tsx';
import { LogPane } from '../log-pane.tsx';
import { Missing } from '../missing.tsx';
import type { ModalProps } from '../modal.ts';

/** What one deployment was, and the log of the run that made it. */
export default function DeploymentLogsModal({ id, onClose }: ModalProps) {
  const live = useTopic('deployments');
  const found = live?.find((it) => it.id === id);
  // Older than what the stream carries: the list itself still knows it.
  const { data, error } = useCall('listDeployments', live && !found ? { limit: 200 } : undefined);
  const deployment = found ?? data?.deployments.find((it) => it.id === id);
  if (!deployment)
    return <Missing known={data !== undefined || error !== undefined} what="Deployment" onClose={onClose} />;
  return <Details deployment={deployment} onClose={onClose} />;
}

function Details({ deployment, onClose }: { deployment: Deployment; onClose: () => void }) {
  const { id, name, version, environment, branch, commit, title, author, timestamp, durationMs, url } =
    deployment;
  const logs = useCall('getDeploymentLogs', { id });
  const { look, word } = runState(deployment);
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
          <Status look={look} loud>
            {word}
          </Status>
          {url && (
            <a className="btn ghost" href={url} target="_blank" rel="noreferrer">
              <ExternalLink size={14} aria-hidden />
              GitHub
            </a>
          )}
          <ActionsMenu items={deploymentActions(deployment)} />
        </>
      }
      foot={logs.data && <span>{logs.data.logs.length.toLocaleString('en-US')} lines, secrets removed</span>}
    >
      <div className="log-grid single">
        <LogPane
          title={`${name} log`}
          lines={logs.data?.logs}
          error={logs.error}
          retry={() => void logs.mutate()}
        />
      </div>
    </Dialog>
  );
}
