import type { Deployment } from '@smartops/contract';
import { runState } from '../../facts/looks.ts';
import { formatExact, formatMoment } from '../../format/time.ts';
import type { Items } from '../../live/topic-store.ts';
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
  { title: 'Environment', look: 'max-wide:hidden' },
  { title: 'Duration', look: 'r' },
  { title: 'Started', look: 'r max-tab:hidden' },
  menuColumn,
];

const shown = 5;

export function DeploymentsView({ items }: { items: Items<'deployments'> }) {
  return (
    <Table columns={columns}>
      {items.slice(0, shown).map((deployment) => (
        <Row key={deployment.id} deployment={deployment} />
      ))}
    </Table>
  );
}

function Row({ deployment }: { deployment: Deployment }) {
  const { look, word } = runState(deployment);
  const now = useNow(60_000);
  const startedAt = Date.parse(deployment.timestamp);
  return (
    <tr>
      <td>
        <Status look={look}>{word}</Status>
      </td>
      <td className="max-w-44 truncate">
        <button
          type="button"
          className="row-open font-medium"
          onClick={() => openModal('deployment-logs', deployment.id)}
        >
          {deployment.name}
        </button>
      </td>
      <td className="mono max-tab:hidden">{deployment.commit}</td>
      <td className="max-wide:hidden">{deployment.environment}</td>
      <td className="r">
        <Took deployment={deployment} />
      </td>
      <td className="r text-fg-2 max-tab:hidden" title={formatExact(startedAt)}>
        {formatMoment(startedAt, now)}
      </td>
      <td className="end">
        <DeploymentMenu deployment={deployment} />
      </td>
    </tr>
  );
}
