import type { Pipeline } from '@smartops/contract';
import { useState } from 'react';
import { setLine, setPart, useLine } from '../../state/log-place.ts';
import { firstStage, inOrder, newestStage } from './stage-choice.ts';
import { StageList } from './stage-list.tsx';
import { StageLog } from './stage-log.tsx';
import { isGoing } from './use-run.ts';

interface RunLogProps {
  run: Pipeline;
  /** The stage that the address asks for. */
  asked: string | undefined;
}

/** The stages of a run, and the log of one of them. While the run goes, each new log can be followed. */
export function RunLog({ run, asked }: RunLogProps) {
  const line = useLine();
  const [following, setFollowing] = useState(asked === undefined);
  const stages = inOrder(run.stages);
  const going = isGoing(run);
  const own = following && going ? newestStage(stages) : firstStage(stages);
  const stage = (!following || !going ? stages.find(({ id }) => id === asked) : undefined) ?? own;

  /** Whoever reads on stays with this stage, whatever ends next. */
  function follow(on: boolean): void {
    if (on === following) return;
    setFollowing(on);
    setPart(on ? undefined : stage?.id);
  }
  function choose(id: string): void {
    setFollowing(false);
    setPart(id);
  }

  if (!stage)
    return (
      <div className="empty">
        <p>The run has not started a job yet.</p>
      </div>
    );
  return (
    <div className="log-grid">
      <StageList stages={stages} current={stage} onChoose={choose} />
      <StageLog
        key={stage.id}
        run={run}
        stage={stage}
        line={line}
        follow={going ? { on: following, set: follow } : undefined}
        onLine={(to) => setLine(stage.id, to)}
      />
    </div>
  );
}
