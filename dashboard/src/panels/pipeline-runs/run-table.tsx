import type { Pipeline } from '@smartops/contract';
import { runState } from '../../facts/looks.ts';
import { formatDuration } from '../../format/duration.ts';
import { unknown } from '../../format/number.ts';
import { formatExact, formatMoment } from '../../format/time.ts';
import { openModal } from '../../state/modal.ts';
import { Elapsed } from '../../ui/age.tsx';
import { useNow } from '../../ui/clock.ts';
import { Status } from '../../ui/glyph.tsx';
import { useShowMore } from '../../ui/show-more.tsx';
import { RunMenu } from '../run-menu.tsx';

export function RunTable({ runs }: { runs: readonly Pipeline[] }) {
  const { shown, foot } = useShowMore(runs);
  return (
    <>
      <div className="tw">
        <table>
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col">Workflow</th>
              <th scope="col" className="max-tab:hidden">
                Commit
              </th>
              <th scope="col" className="max-wide:hidden">
                Author
              </th>
              <th scope="col" className="r max-tab:hidden">
                Usually
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
            {shown.map((run) => (
              <Row key={run.id} run={run} />
            ))}
          </tbody>
        </table>
      </div>
      {foot}
    </>
  );
}

function Row({ run }: { run: Pipeline }) {
  const { look, word } = runState(run);
  const now = useNow(60_000);
  const startedAt = Date.parse(run.startedAt);
  return (
    <tr>
      <td>
        <Status look={look}>{word}</Status>
      </td>
      <td className="max-w-64 truncate max-tab:max-w-34">
        <button
          type="button"
          className="row-open font-medium"
          onClick={() => openModal('pipeline-logs', run.id)}
        >
          {run.name}
        </button>{' '}
        <span className="text-fg-2">{run.repository.split('/').at(-1)}</span>
        <div className="text-fg-3 text-xs tab:hidden">{formatMoment(startedAt, now)}</div>
      </td>
      <td className="max-w-64 truncate max-tab:hidden" title={run.title}>
        <span className="mono">{run.commit}</span>
        {'\u2002'}
        <span className="text-fg-2">{run.title}</span>
      </td>
      <td className="max-w-40 truncate text-fg-2 max-wide:hidden">{run.author}</td>
      <td className="r text-fg-2 max-tab:hidden">
        {run.usualMs === null ? unknown : formatDuration(run.usualMs)}
      </td>
      <td className="r">
        {run.durationMs === null ? <Elapsed since={startedAt} /> : formatDuration(run.durationMs)}
      </td>
      <td className="r text-fg-2 max-tab:hidden" title={formatExact(startedAt)}>
        {formatMoment(startedAt, now)}
      </td>
      <td className="end">
        <RunMenu run={run} label={`${run.name} menu`} />
      </td>
    </tr>
  );
}
