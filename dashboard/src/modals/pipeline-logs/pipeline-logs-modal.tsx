import type { Pipeline, Stage } from '@smartops/contract';
import { ExternalLink } from 'lucide-react';
import { useState } from 'react';
import { runState } from '../../facts/looks.ts';
import { formatDuration } from '../../format/duration.ts';
import { useCall } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { runActions } from '../../panels/run-menu.tsx';
import { Elapsed } from '../../ui/age.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Glyph, Status } from '../../ui/glyph.tsx';
import { ActionsMenu } from '../actions-menu.tsx';
import { LogPane } from '../log-pane.tsx';
import { Missing } from '../missing.tsx';
import type { ModalProps } from '../modal.ts';
import { firstStage } from './stage-choice.ts';

/** One run, stage by stage; `part` is the stage to begin with. */
export default function PipelineLogsModal({ id, part, onClose }: ModalProps) {
  const live = useTopic('pipeline')?.find((it) => it.id === id);
  const { data, error } = useCall('getPipeline', live ? undefined : { id });
  const run = live ?? data?.pipeline;
  if (!run) return <Missing known={error !== undefined} what="Run" onClose={onClose} />;
  return <Details run={run} asked={part} onClose={onClose} />;
}

interface DetailsProps {
  run: Pipeline;
  asked: string | undefined;
  onClose: () => void;
}

function Details({ run, asked, onClose }: DetailsProps) {
  const [chosen, setChosen] = useState(asked);
  const stage = run.stages.find(({ id }) => id === chosen) ?? firstStage(run.stages);
  const logs = useCall('getStageLogs', stage && { id: run.id, stageId: stage.id });
  const { look, word } = runState(run);
  return (
    <Dialog
      title={`${run.repository.split('/').at(-1)} · ${run.name}`}
      note={
        <>
          <span className="mono">{run.branch}</span> <span className="mono">{run.commit}</span> {run.title} ·{' '}
          {run.author}
        </>
      }
      size="wide log-dialog"
      onClose={onClose}
      actions={
        <>
          <Status look={look} loud>
            {word}
          </Status>
          {run.url && (
            <a className="btn ghost" href={run.url} target="_blank" rel="noreferrer">
              <ExternalLink size={14} aria-hidden />
              GitHub
            </a>
          )}
          <ActionsMenu items={runActions(run)} />
        </>
      }
      foot={logs.data && <span>{logs.data.logs.length.toLocaleString('en-US')} lines, secrets removed</span>}
    >
      <div className="log-grid">
        <ul className="stages" aria-label="Stages">
          {run.stages.map((it) => (
            <StageEntry key={it.id} stage={it} current={it === stage} onChoose={() => setChosen(it.id)} />
          ))}
        </ul>
        <LogPane
          key={stage?.id}
          title={`${stage?.name ?? 'Stage'} log`}
          lines={stage ? logs.data?.logs : []}
          error={logs.error}
          retry={() => void logs.mutate()}
        />
      </div>
    </Dialog>
  );
}

interface StageEntryProps {
  stage: Stage;
  current: boolean;
  onChoose: () => void;
}

function StageEntry({ stage, current, onChoose }: StageEntryProps) {
  const { look, word } = runState(stage);
  const running = stage.status === 'running' && stage.startedAt !== null;
  return (
    <li>
      <button type="button" aria-current={current || undefined} onClick={onChoose}>
        <Glyph look={look} />
        <span className="truncate">
          {stage.name}
          <span className="sr-only">, {word}</span>
        </span>
        <span className="took">
          {stage.durationMs !== null && formatDuration(stage.durationMs)}
          {running && <Elapsed since={Date.parse(stage.startedAt ?? '')} />}
          {stage.durationMs === null && !running && word.toLowerCase()}
        </span>
      </button>
    </li>
  );
}
