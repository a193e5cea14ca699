import { BusyButton } from './busy-button.tsx';
import { useAct } from './use-act.ts';

interface UndoNoticeProps {
  /** What was done. */
  text: string;
  undo: () => Promise<unknown>;
  onDone: () => void;
}

/** What was done just now, and the way back. */
export function UndoNotice({ text, undo, onDone }: UndoNoticeProps) {
  const { busy, failure, act } = useAct(async () => {
    await undo();
    onDone();
  });
  return (
    <div className="notice" role="status">
      <div className="notice-text">
        <p>{text}</p>
        {failure && <p className="err">{failure}</p>}
      </div>
      <BusyButton type="button" busy={busy} onClick={act}>
        Undo
      </BusyButton>
      <button type="button" className="btn ghost" onClick={onDone}>
        Dismiss
      </button>
    </div>
  );
}
