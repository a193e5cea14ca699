import type { Episode, Replay } from '@smartops/contract';
import { useState } from 'react';
import { formatSpan } from '../../format/duration.ts';
import { plural } from '../../format/number.ts';
import { formatDay, formatExact, formatMinute, formatZone } from '../../format/time.ts';
import { formatValue } from '../../format/value.ts';
import { incidentPath } from '../../state/incident.ts';
import { useRange } from '../../state/range.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { Head } from '../../ui/sheet.tsx';
import { Table } from '../../ui/table.tsx';
import { type Near, nearTo, type Story } from './near.ts';

interface EpisodesProps {
  replay: Replay;
  /** Of the worst readings. */
  unit: string;
  story: Story;
  /** Shows a resource in the preview; undefined where it has no line. */
  onChoose: ((resourceId: string) => void) | undefined;
}

type Row = Episode & { readonly isGone: boolean };

const few = 7;

/** Each time it would have fired, newest first, with those of the saved version that fall away. */
export function Episodes({ replay, unit, story, onChoose }: EpisodesProps) {
  const [isAll, setAll] = useState(false);
  const { episodes, against, totals } = replay;
  const rows: Row[] = [
    ...episodes.map((one) => ({ ...one, isGone: false })),
    ...(against?.fallAway ?? []).map((one) => ({ ...one, isGone: true })),
  ].toSorted((a, b) => Date.parse(b.told) - Date.parse(a.told));
  if (rows.length === 0) return null;
  const hasPeak = rows.some(({ peak }) => peak !== null);
  const shown = isAll ? rows : rows.slice(0, few);
  const left = totals.episodes - episodes.length;
  return (
    <section aria-label="Episodes" className="re-episodes">
      <Head
        title="Episodes"
        note={`${plural(totals.episodes, 'of the draft', 'of the draft')}, newest first`}
      />
      <Table
        columns={[
          `Began, ${formatZone(Date.parse(replay.to))}`,
          'Resource',
          { title: 'Told after', look: 'r max-tab:hidden' },
          { title: 'Lasted', look: 'r' },
          ...(hasPeak ? [{ title: 'Peak', look: 'r' }] : []),
          ...(against ? [{ title: 'Saved version', look: 'max-tab:hidden' }] : []),
          { title: 'Near it', look: 'max-tab:hidden' },
        ]}
      >
        {shown.map((row) => (
          <EpisodeRow
            key={`${row.resourceId} ${row.began} ${row.isGone}`}
            {...{ row, unit, hasPeak, isCompared: against !== null, onChoose }}
            near={nearTo(row, story)}
          />
        ))}
      </Table>
      {(rows.length > few || left > 0) && (
        <div className="foot">
          <span className="flex-1">
            {shown.length} of {rows.length}
            {left > 0 && `; ${left} older ones are counted, not listed`}
          </span>
          {rows.length > few && (
            <button type="button" className="btn ghost" onClick={() => setAll(!isAll)}>
              {isAll ? 'Show fewer' : 'Show all'}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

interface EpisodeRowProps {
  row: Row;
  unit: string;
  isCompared: boolean;
  hasPeak: boolean;
  near: Near | undefined;
  onChoose: EpisodesProps['onChoose'];
}

function EpisodeRow({ row, unit, hasPeak, isCompared, near, onChoose }: EpisodeRowProps) {
  const [began, told] = [Date.parse(row.began), Date.parse(row.told)];
  return (
    <tr className={row.isGone ? 'is-gone' : ''}>
      <td title={formatExact(began)}>
        {formatDay(began)} {formatMinute(began)}
      </td>
      <td className="re-name">
        {onChoose ? (
          <button
            type="button"
            className="link truncate"
            title={`${row.resourceName} in the preview`}
            onClick={() => onChoose(row.resourceId)}
          >
            {row.resourceName}
          </button>
        ) : (
          <span className="block truncate">{row.resourceName}</span>
        )}
      </td>
      <td className="r max-tab:hidden">{told > began ? formatSpan(told - began) : 'at once'}</td>
      <td className="r">
        {formatSpan(row.durationMs)}
        {row.ended === null && ', still'}
      </td>
      {hasPeak && (
        <td className={`r font-medium${row.critical ? ' c-critical' : ''}`}>{formatValue(row.peak, unit)}</td>
      )}
      {isCompared && (
        <td className="max-tab:hidden">
          {row.isGone ? 'falls away' : row.compared === 'new' ? 'new' : 'fires too'}
        </td>
      )}
      <td className="max-tab:hidden">
        <NearWords near={near} />
      </td>
    </tr>
  );
}

function NearWords({ near }: { near: Near | undefined }) {
  const range = useRange();
  if (!near) return <span className="text-fg-3">nothing</span>;
  if (near.kind === 'deployment') return <>{near.label}</>;
  return (
    <PageLink className="link" href={incidentPath(near.name, range)}>
      {near.name}
    </PageLink>
  );
}
