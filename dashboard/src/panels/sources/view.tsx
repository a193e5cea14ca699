import type { SourceProblem, SourceState } from '@smartops/contract';
import { sourceLook, sourceWord } from '../../facts/looks.ts';
import { parseTime } from '../../format/age.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatMoment } from '../../format/time.ts';
import type { Items } from '../../live/topic-store.ts';
import { Age } from '../../ui/age.tsx';
import { useClock, useNow } from '../../ui/clock.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { Status } from '../../ui/glyph.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Abilities } from './abilities.tsx';
import { HistoryLine } from './history-line.tsx';

const columns: readonly Column[] = [
  'State',
  'Source',
  { title: 'Since', look: 'max-tab:hidden' },
  { title: 'Every', look: 'r max-tab:hidden' },
  { title: 'Read', look: 'r' },
];

/** Each connection: how it is and since when, what cannot be read, and what mends it. */
export function SourcesView({ items }: { items: Items<'sources'> }) {
  return (
    <Table columns={columns}>
      {items.map((source) => (
        <Row key={source.id} source={source} />
      ))}
    </Table>
  );
}

function Row({ source }: { source: SourceState }) {
  const { id, title, demo, state, since, intervalMs, readAt, retryAt, problems, abilities, progress } =
    source;
  const now = useNow(60_000);
  return (
    <>
      <tr>
        <td>
          <Status look={sourceLook[state]}>{sourceWord[state]}</Status>
        </td>
        <td>
          <span className="font-medium">{title}</span>{' '}
          <span className="mono text-fg-3 max-tab:hidden">{id}</span>{' '}
          {demo && <span className="tag demo">Demo</span>}
        </td>
        <td className="text-fg-2 max-tab:hidden">{formatMoment(Date.parse(since), now)}</td>
        <td className="r text-fg-2 max-tab:hidden">{formatDuration(intervalMs)}</td>
        <td className="r">
          <Age at={parseTime(readAt)} intervalMs={intervalMs} />
        </td>
      </tr>
      {(progress || abilities) && (
        <tr>
          <td />
          <td colSpan={4} className="whitespace-normal py-2">
            {progress && <HistoryLine source={source} />}
            {abilities && <Abilities abilities={abilities} title={title} />}
          </td>
        </tr>
      )}
      {problems.map((problem) => (
        <tr key={`${problem.part} ${problem.reason}`}>
          <td />
          <td colSpan={4} className="whitespace-normal py-2">
            <Problem problem={problem} retryAt={retryAt} />
          </td>
        </tr>
      ))}
    </>
  );
}

function Problem({ problem, retryAt }: { problem: SourceProblem; retryAt: string | null }) {
  const now = useNow(60_000);
  const { part, message, fix, since } = problem;
  const seconds = useClock((at) =>
    retryAt === null ? -1 : Math.max(0, Math.round((Date.parse(retryAt) - at) / 1_000)),
  );
  return (
    <div className="grid justify-items-start gap-2">
      <p className="text-fg-2">
        <span className="font-medium text-fg">
          {part === 'all' ? 'Nothing' : part} {part === 'all' ? 'can' : 'cannot'} be read since{' '}
          {formatMoment(Date.parse(since), now)}.
        </span>{' '}
        {message}
        {seconds > 0 && ` Next try in ${seconds}\u00a0s.`}
        {seconds === 0 && ' Trying again now.'}
      </p>
      {fix && (
        <>
          <pre className="code">{fix}</pre>
          <CopyButton text={fix} label="Copy fix" />
        </>
      )}
    </div>
  );
}
