import type { Deployment, EnvironmentCell } from '@smartops/contract';
import { runState } from '../../facts/looks.ts';
import { unknown } from '../../format/number.ts';
import { formatExact, formatMoment } from '../../format/time.ts';
import { openCompare } from '../../state/compare.ts';
import { openModal } from '../../state/modal.ts';
import { useNow } from '../../ui/clock.ts';
import { Status } from '../../ui/glyph.tsx';
import { DeploymentMenu } from '../deployment-menu.tsx';

/** The version that is live, since when and by whom; under it an attempt that came to nothing yet. */
export function Cell({ cell }: { cell: EnvironmentCell | null }) {
  if (!cell) return <span className="text-fg-3">{unknown}</span>;
  const { live, since, attempt, beforeId } = cell;
  const shown = live ?? attempt;
  return (
    <div className="matrix-cell">
      <div className="min-w-0">
        {live ? (
          <Live deployment={live} since={since} beforeId={beforeId} />
        ) : (
          <span className="text-fg-3">Nothing that went well is known</span>
        )}
        {attempt && <Attempt deployment={attempt} />}
      </div>
      {shown && <DeploymentMenu deployment={shown} />}
    </div>
  );
}

interface LiveProps {
  deployment: Deployment;
  since: string | null;
  beforeId: string | null;
}

function Live({ deployment: { id, version, commit, author, title }, since, beforeId }: LiveProps) {
  const now = useNow(60_000);
  const at = since === null ? undefined : Date.parse(since);
  return (
    <>
      <button
        type="button"
        className="matrix-open"
        title={beforeId ? `${title}. Compare with what was live before` : title}
        onClick={() => (beforeId ? openCompare(id) : openModal('deployment-logs', id))}
      >
        <span className="font-medium">{version ?? commit}</span>
        {version && <span className="mono text-fg-3">{commit}</span>}
      </button>
      <p className="truncate text-fg-2 text-xs" title={at === undefined ? undefined : formatExact(at)}>
        {at !== undefined && `${formatMoment(at, now)} · `}
        {author}
      </p>
    </>
  );
}

function Attempt({ deployment }: { deployment: Deployment }) {
  const { look, word } = runState(deployment);
  const { id, version, commit } = deployment;
  return (
    <button type="button" className="matrix-open text-xs" onClick={() => openModal('deployment-logs', id)}>
      <Status look={look}>
        {word} {version ?? commit}
      </Status>
    </button>
  );
}
