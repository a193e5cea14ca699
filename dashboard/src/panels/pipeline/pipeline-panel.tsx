import type { Pipeline } from '@smartops/contract';
import { runState } from '../../facts/looks.ts';
import { formatDuration } from '../../format/duration.ts';
import { useTopic } from '../../live/use-live.ts';
import { openModal } from '../../state/modal.ts';
import { Elapsed } from '../../ui/age.tsx';
import { Status } from '../../ui/glyph.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { RunMenu } from '../run-menu.tsx';
import { Empty, Failing, TroubleRow, Unreachable } from '../tile-notes.tsx';
import type { TileState } from '../tile-state.ts';
import { useTileState } from '../use-tile-state.ts';
import { StageGraph } from './stage-graph.tsx';

const github = ['github'];

/** The run that is under way, or the last one. */
export function PipelinePanel({ half }: { half: boolean }) {
  const runs = useTopic('pipeline');
  const state = useTileState(runs?.length, github);
  const [run] = runs ?? [];
  return (
    <Sheet label="Pipeline" half={half}>
      {run ? <Run run={run} state={state} /> : <NoRun state={state} />}
    </Sheet>
  );
}

function Run({ run, state }: { run: Pipeline; state: TileState }) {
  const { look, word } = runState(run);
  return (
    <>
      <Head title={run.repository.split('/').at(-1) ?? run.name} note={<Subject run={run} />}>
        <Status look={look} loud>
          {word}{' '}
          {run.durationMs === null ? (
            <Elapsed since={Date.parse(run.startedAt)} />
          ) : (
            formatDuration(run.durationMs)
          )}
        </Status>
        <RunMenu run={run} label="Pipeline menu" />
      </Head>
      <StageGraph run={run} />
      {state.is === 'shown' && state.trouble && <TroubleRow trouble={state.trouble} />}
      <div className="foot">
        <span>
          {run.usualMs === null
            ? `${run.name}, attempt ${run.attempt}`
            : `Usually ${formatDuration(run.usualMs)} (median of the last runs)`}
        </span>
        <button type="button" className="link ml-auto" onClick={() => openModal('pipeline-logs', run.id)}>
          View Full Logs
        </button>
      </div>
    </>
  );
}

function Subject({ run }: { run: Pipeline }) {
  return (
    <>
      <span className="mono">{run.branch}</span> <span className="mono">{run.commit}</span> {run.title} ·{' '}
      {run.author}
    </>
  );
}

function NoRun({ state }: { state: TileState }) {
  return (
    <>
      <Head title="Pipeline" line />
      {state.is === 'loading' && <SkeletonGraph />}
      {state.is === 'unreachable' && <Unreachable />}
      {state.is === 'failing' && <Failing trouble={state.trouble} />}
      {state.is === 'empty' && (
        <Empty
          words={
            state.watched
              ? {
                  title: 'No run yet',
                  text: 'The next workflow run appears here, stage by stage, while it happens.',
                }
              : {
                  title: 'No repository is connected',
                  text: 'With a token that may read Actions, runs appear here stage by stage. Set these and start again:',
                  code: 'GITHUB_TOKEN=…\nGITHUB_OWNER=…\nGITHUB_REPO=…',
                }
          }
        />
      )}
    </>
  );
}

function SkeletonGraph() {
  return (
    <div className="pipe" aria-busy="true">
      <span className="sr-only">Loading</span>
      {['a', 'b', 'c', 'd'].map((stage) => (
        <div key={stage} className="pcol mr-6">
          <span className="skel h-12" />
        </div>
      ))}
    </div>
  );
}
