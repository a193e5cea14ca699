import type { Deployment } from '@smartops/contract';
import { runState } from '../../facts/looks.ts';
import { formatExact, formatMoment } from '../../format/time.ts';
import type { Items } from '../../live/topic-store.ts';
import { openModal } from '../../state/modal.ts';
import { useNow } from '../../ui/clock.ts';
import { Status } from '../../ui/glyph.tsx';
import { DeploymentMenu } from '../deployment-menu.tsx';
import { Took } from '../took.tsx';

const shown = 5;

export function DeploymentsView({ items }: { items: Items<'deployments'> }) {
  return (
    <div className="tw">
      <table>
        <thead>
          <tr>
            <th scope="col">Status</th>
            <th scope="col">Service</th>
            <th scope="col" className="max-tab:hidden">
              Commit
            </th>
            <th scope="col" className="max-wide:hidden">
              Environment
            </th>
            <th scope="col" className="r">
              Duration
            </th>
            <th scope="col" className="r max-tab:hidden">
              Started
            </th>
            <th scope="col" className="end">
              <span className="sr-only">Menu</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.slice(0, shown).map((deployment) => (
            <Row key={deployment.id} deployment={deployment} />
          ))}
        </tbody>
      </table>
    </div>
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
