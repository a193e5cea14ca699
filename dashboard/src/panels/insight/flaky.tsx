import type { Insight } from '@smartops/contract';
import { parseTime } from '../../format/age.ts';
import { plural } from '../../format/number.ts';
import { openModal } from '../../state/modal.ts';
import { Age } from '../../ui/age.tsx';

const most = 10;

/** Jobs that cannot be relied on, and what of it cannot be seen. */
export function Flaky({ insight: { flaky, attempts } }: { insight: Insight }) {
  const lost = attempts.earlier - attempts.kept;
  return (
    <section className="insight-part" aria-label="Flaky jobs">
      <h3 className="insight-title">Flaky jobs</h3>
      {flaky.length === 0 && (
        <p className="insight-note">No job both failed and succeeded on the same commit.</p>
      )}
      <ul className="list">
        {flaky.slice(0, most).map((one) => (
          <li key={`${one.source} ${one.repository} ${one.workflow} ${one.job}`} className="flaky-row">
            <button
              type="button"
              className="row-open truncate font-medium"
              onClick={() => openModal('pipeline-logs', one.pipelineId)}
            >
              {one.job}
              <span className="font-normal text-fg-2">
                {' '}
                {one.workflow}, {one.repository.split('/').at(-1)}
              </span>
            </button>
            <span className="text-fg-2">
              {one.commits} of {plural(one.of, 'commit')}
            </span>
            <span className="text-fg-3">
              <Age at={parseTime(one.lastAt)} />
            </span>
          </li>
        ))}
      </ul>
      {lost > 0 && (
        <p className="insight-note">
          {plural(lost, 'earlier attempt')} of runs that were run again {lost === 1 ? 'is' : 'are'} not kept,
          so there may be more.
        </p>
      )}
    </section>
  );
}
