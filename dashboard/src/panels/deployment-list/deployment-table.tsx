import type { ListedDeployment } from '@smartops/contract';
import { runState } from '../../facts/looks.ts';
import { formatExact, formatMoment } from '../../format/time.ts';
import { openModal } from '../../state/modal.ts';
import { useNow } from '../../ui/clock.ts';
import { Status } from '../../ui/glyph.tsx';
import { type Column, menuColumn, Table } from '../../ui/table.tsx';
import { DeploymentMenu } from '../deployment-menu.tsx';
import { Took } from '../took.tsx';

const columns: readonly Column[] = [
  'Status',
  'Service',
  { title: 'Commit', look: 'max-tab:hidden' },
  { title: 'Environment', look: 'max-tab:hidden' },
  { title: 'Author', look: 'max-wide:hidden' },
  { title: 'Started', look: 'r max-tab:hidden' },
  { title: 'Duration, tick = usual', look: 'r max-tab:hidden' },
  menuColumn,
];

interface DeploymentTableProps {
  items: readonly ListedDeployment[];
  /** They are about to be replaced. */
  isStale: boolean;
}

export function DeploymentTable({ items, isStale }: DeploymentTableProps) {
  return (
    <Table columns={columns} isBusy={isStale}>
      {items.map((deployment) => (
        <Row key={deployment.id} deployment={deployment} />
      ))}
    </Table>
  );
}

function Row({ deployment }: { deployment: ListedDeployment }) {
  const { id, name, version, commit, title, environment, author, timestamp } = deployment;
  const { look, word } = runState(deployment);
  const now = useNow(60_000);
  const startedAt = Date.parse(timestamp);
  return (
    <tr>
      <td>
        <Status look={look}>{word}</Status>
      </td>
      <td className="max-w-56 truncate">
        <button
          type="button"
          className="row-open font-medium"
          onClick={() => openModal('deployment-logs', id)}
        >
          {name}
        </button>{' '}
        <span className="text-fg-2">{version}</span>
        <div className="text-fg-3 text-xs tab:hidden">
          {environment} · {formatMoment(startedAt, now)}
        </div>
      </td>
      <td className="max-w-56 truncate max-tab:hidden" title={title}>
        <span className="mono">{commit}</span>
        {'\u2002'}
        <span className="text-fg-2">{title}</span>
      </td>
      <td className="max-tab:hidden">{environment}</td>
      <td className="max-w-40 truncate text-fg-2 max-wide:hidden">{author}</td>
      <td className="r text-fg-2 max-tab:hidden" title={formatExact(startedAt)}>
        {formatMoment(startedAt, now)}
      </td>
      <td className="r max-tab:hidden">
        <span className="inline-flex items-center justify-end gap-2.5">
          <Meter deployment={deployment} />
          <span className="min-w-19">
            <Took deployment={deployment} />
          </span>
        </span>
      </td>
      <td className="end">
        <DeploymentMenu deployment={deployment} />
      </td>
    </tr>
  );
}

/** How long it took against how long it usually takes; the bar ends at one and a half times that. */
function Meter({ deployment }: { deployment: ListedDeployment }) {
  const now = useNow(5_000);
  const { status, durationMs, timestamp, usualMs } = deployment;
  const running = status === 'running';
  const taken = durationMs ?? (running ? now - Date.parse(timestamp) : undefined);
  if (taken === undefined || usualMs === null) return null;
  const full = Math.max(usualMs * 1.5, taken);
  return (
    <span className={`meter max-wide:hidden${running ? ' c-running' : ''}`} aria-hidden="true">
      <i style={{ width: `${(taken / full) * 100}%` }} />
      <u style={{ left: `${(usualMs / full) * 100}%` }} />
    </span>
  );
}
