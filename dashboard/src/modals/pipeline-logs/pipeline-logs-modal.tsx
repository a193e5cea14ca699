import { runActions } from '../../panels/run-menu.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ActionsMenu } from '../actions-menu.tsx';
import { Missing } from '../missing.tsx';
import type { ModalProps } from '../modal.ts';
import { RunHead } from '../run-log/run-head.tsx';
import { RunLog } from '../run-log/run-log.tsx';
import { useRun } from '../run-log/use-run.ts';

/** One run, stage by stage; `part` is the stage to begin with. */
export default function PipelineLogsModal({ id, part, onClose }: ModalProps) {
  const { run, missing } = useRun(id);
  if (!run) return <Missing known={missing} what="Run" onClose={onClose} />;
  const { repository, name, branch, commit, title, author, attempt } = run;
  return (
    <Dialog
      title={`${repository.split('/').at(-1)} · ${name}`}
      note={
        <>
          <span className="mono">{branch}</span> <span className="mono">{commit}</span> {title} · {author}
          {attempt > 1 && ` · attempt ${attempt}`}
        </>
      }
      size="wide log-dialog"
      onClose={onClose}
      actions={
        <>
          <RunHead of={run} run={run} url={run.url} />
          <ActionsMenu items={runActions(run)} />
        </>
      }
    >
      <RunLog run={run} asked={part} />
    </Dialog>
  );
}
