import type { Pipeline, Stage } from '@smartops/contract';
import { runState } from '../../facts/looks.ts';
import { formatDuration } from '../../format/duration.ts';
import { useNeeds } from '../../live/use-needs.ts';
import { openModal } from '../../state/modal.ts';
import { Elapsed } from '../../ui/age.tsx';
import { useNow } from '../../ui/clock.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { toColumns } from './columns.ts';

/** Stages from left to right, each behind what it waits for; what may run side by side stands one above the other. */
export function StageGraph({ run: asSent }: { run: Pipeline }) {
  const run = useNeeds(asSent);
  const now = useNow(10_000);
  const columns = toColumns(run.stages, now);
  if (columns.length === 0)
    return (
      <div className="pipe">
        <p className="text-fg-2">The run has not started a job yet.</p>
      </div>
    );
  return (
    <div className={columns.length > 4 ? 'pipe tight' : 'pipe'}>
      {columns.map((column, index) => (
        <div key={column[0]?.id} className="contents">
          {index > 0 && <Connector from={columns[index - 1]?.length ?? 1} to={column.length} />}
          <div className="pcol">
            {column.map((stage) => (
              <StageBox key={stage.id} stage={stage} run={run} />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

function StageBox({ stage, run }: { stage: Stage; run: Pipeline }) {
  const { look, word } = runState(stage);
  return (
    <button
      type="button"
      className={`stage is-${stage.status === 'success' || look === 'offline' ? 'done' : stage.status}`}
      title={stage.name}
      onClick={() => openModal('pipeline-logs', run.id, stage.id)}
    >
      <span className="stage-name">
        <Glyph look={look} />
        <span className="sr-only">{word}: </span>
        <span className="truncate">{stage.name}</span>
      </span>
      <span className="stage-time">
        <StageTime stage={stage} word={word} />
      </span>
    </button>
  );
}

function StageTime({ stage, word }: { stage: Stage; word: string }) {
  if (stage.durationMs !== null) return formatDuration(stage.durationMs);
  if (stage.status === 'running' && stage.startedAt) return <Elapsed since={Date.parse(stage.startedAt)} />;
  return stage.status === 'pending' && word === 'Pending' ? 'waiting' : word.toLowerCase();
}

const rowHeight = 56;
const boxHeight = 48;

/** From the edge of a stage to the trunk in the middle, round the corner. */
function branch(y: number, middle: number, edge: 0 | 24): string {
  if (y === middle) return `M${edge} ${y}H12`;
  const corner = y < middle ? y + 4 : y - 4;
  return `M${edge} ${y}H${edge === 0 ? 8 : 16}Q12 ${y} 12 ${corner}V${middle}`;
}

/** Lines from every stage of one column to every stage of the next, through one trunk. */
function Connector({ from, to }: { from: number; to: number }) {
  const height = Math.max(from, to) * rowHeight - (rowHeight - boxHeight);
  const middles = (count: number) =>
    Array.from({ length: count }, (_, row) => height / 2 + (row - (count - 1) / 2) * rowHeight);
  const path = [
    ...middles(from).map((y) => branch(y, height / 2, 0)),
    ...middles(to).map((y) => branch(y, height / 2, 24)),
  ];
  return (
    <svg
      className="pcon"
      width="24"
      height={height}
      viewBox={`0 0 24 ${height}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <path d={path.join('')} />
    </svg>
  );
}
