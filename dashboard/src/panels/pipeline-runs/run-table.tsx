import type { Pipeline } from '@smartops/contract';
import { runState } from '../../facts/looks.ts';
import { formatDuration } from '../../format/duration.ts';
import { unknown } from '../../format/number.ts';
import { formatExact, formatMoment } from '../../format/time.ts';
import { Elapsed } from '../../ui/age.tsx';
import { useNow } from '../../ui/clock.ts';
import { Status } from '../../ui/glyph.tsx';
import { type Column, menuColumn, Table } from '../../ui/table.tsx';
import { openRun } from '../open-run.ts';
import { RunMenu } from '../run-menu.tsx';

const columns: readonly Column[] = [
  'Status',
  'Workflow',
  { title: 'Commit', look: 'max-tab:hidden' },
  { title: 'Started by', look: 'max-wide:hidden' },
  { title: 'Usually', look: 'r max-tab:hidden' },
  { title: 'Duration', look: 'r' },
  { title: 'Started', look: 'r max-tab:hidden' },
  menuColumn,
];

interface RunTableProps {
  runs: readonly Pipeline[];
  /** They are about to be replaced. */
  isStale: boolean;
}

export function RunTable({ runs, isStale }: RunTableProps) {
  return (
    <Table columns={columns} isBusy={isStale}>
      {runs.map((run) => (
        <Row key={run.id} run={run} />
      ))}
    </Table>
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
        <button type="button" className="row-open font-medium" onClick={() => openRun(run)}>
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
