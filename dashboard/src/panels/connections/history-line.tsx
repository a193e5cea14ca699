import type { SourceState } from '@smartops/contract';
import { mayAct } from '../../facts/action-kinds.ts';
import { call, useMe } from '../../live/call.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { useAct } from '../../ui/use-act.ts';

const others = { reading: 'stopped', stopped: 'reading' } as const;
const words = { reading: 'Stop reading', stopped: 'Go on reading' } as const;
const notes = {
  reading: 'What is new comes first; the rest waits while the quota is low.',
  stopped: 'What is new still comes. Figures of older weeks stay as they are.',
} as const;

/** How far the older runs of a source are read, and the button that stops that or goes on with it. */
export function HistoryLine({ source }: { source: SourceState }) {
  const { id, title, progress, history = 'reading' } = source;
  const me = useMe();
  const { busy, failure, act } = useAct(
    async () => void (await call('setHistory', { id, history: others[history] })),
  );
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <p className="min-w-0 flex-1 basis-64">
        {progress}. <span className="text-fg-3">{notes[history]}</span>
      </p>
      {mayAct(me) && (
        <BusyButton
          type="button"
          busy={busy}
          aria-label={`${words[history]} the history of ${title}`}
          onClick={() => act()}
        >
          {words[history]}
        </BusyButton>
      )}
      {failure && (
        <p className="err basis-full" role="alert">
          {failure}
        </p>
      )}
    </div>
  );
}
