import type { Alert, ChangeBefore } from '@smartops/contract';
import { formatDuration } from '../../format/duration.ts';
import { formatClock } from '../../format/time.ts';
import { openModal } from '../../state/modal.ts';
import { MarkShape } from '../../ui/ruler/marker.tsx';

const kindWord: Record<ChangeBefore['kind'], string> = {
  deployment: 'deployment',
  'pipeline-run': 'workflow run',
  action: 'done here',
  reorg: 'chain',
};

const modalOf = {
  deployment: 'deployment-logs',
  'pipeline-run': 'pipeline-logs',
  action: 'action',
  reorg: 'network',
} as const;

/** What happened in the half hour before it began. */
export function ChangedBefore({ alert: { changedBefore, timestamp } }: { alert: Alert }) {
  const since = Date.parse(timestamp);
  return (
    <section className="blk">
      <h3>Changed just before</h3>
      {changedBefore.length === 0 && (
        <p className="text-fg-2">
          Nothing that is watched was deployed, run or done in the 30 minutes before.
        </p>
      )}
      <ul className="before">
        {changedBefore.map((change) => (
          <li
            key={`${change.kind} ${change.id} ${change.at}`}
            className={change.failed ? 'c-critical' : undefined}
          >
            <MarkShape shape={change.failed ? 'failed-deploy' : 'deploy'} />
            <button
              type="button"
              className="before-open truncate"
              onClick={() => openModal(modalOf[change.kind], change.id)}
            >
              {change.title}
            </button>
            <span className="text-fg-2 whitespace-nowrap">
              {since - Date.parse(change.at) < 1_000
                ? 'at that moment'
                : `${formatDuration(since - Date.parse(change.at))} before`}
            </span>
            <span className="before-note">
              {formatClock(Date.parse(change.at))} · {kindWord[change.kind]}
              {change.url && (
                <>
                  {' · '}
                  <a className="link" href={change.url} target="_blank" rel="noreferrer">
                    {hostOf(change.url)}
                  </a>
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Where a link leads, in short. */
const hostOf = (url: string): string => URL.parse(url)?.hostname ?? 'at the source';
