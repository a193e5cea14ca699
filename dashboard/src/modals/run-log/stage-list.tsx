import type { Stage } from '@smartops/contract';
import { useEffect, useRef } from 'react';
import { runState } from '../../facts/looks.ts';
import { formatDuration } from '../../format/duration.ts';
import { Elapsed } from '../../ui/age.tsx';
import { Glyph } from '../../ui/glyph.tsx';

interface StageListProps {
  stages: readonly Stage[];
  current: Stage;
  onChoose: (id: string) => void;
}

export function StageList({ stages, current, onChoose }: StageListProps) {
  return (
    <ul className="stages" aria-label="Stages">
      {stages.map((stage) => (
        <Entry
          key={stage.id}
          stage={stage}
          current={stage.id === current.id}
          onChoose={() => onChoose(stage.id)}
        />
      ))}
    </ul>
  );
}

interface EntryProps {
  stage: Stage;
  current: boolean;
  onChoose: () => void;
}

function Entry({ stage, current, onChoose }: EntryProps) {
  const { look, word } = runState(stage);
  const button = useRef<HTMLButtonElement>(null);
  // On a phone the list is a line that scrolls.
  useEffect(() => {
    if (current) button.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <li>
      <button
        ref={button}
        type="button"
        aria-current={current || undefined}
        title={stage.name}
        onClick={onChoose}
      >
        <Glyph look={look} />
        <span className="truncate">
          {stage.name}
          <span className="sr-only">, {word}</span>
        </span>
        <span className="took">
          <Took stage={stage} word={word} />
        </span>
      </button>
    </li>
  );
}

function Took({ stage: { status, durationMs, startedAt }, word }: { stage: Stage; word: string }) {
  if (durationMs !== null) return formatDuration(durationMs);
  if (status === 'running' && startedAt !== null) return <Elapsed since={Date.parse(startedAt)} />;
  return word.toLowerCase();
}
