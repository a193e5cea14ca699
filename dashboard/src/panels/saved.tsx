import { call } from '../live/call.ts';
import { tellSaved, useLastSave } from '../live/last-save.ts';
import { reload } from '../live/reload.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { Glyph } from '../ui/glyph.tsx';
import { useAct } from '../ui/use-act.ts';

/** What was saved just now in this part, and the way back. */
export function Saved({ scope }: { scope: string }) {
  const save = useLastSave(scope);
  const { busy, failure, act } = useAct(async () => {
    if (!save) return;
    const undone = await call('undoSave', { id: save.id });
    tellSaved(scope, undone.save);
    await reload('getSettings', 'listConnections', 'listSaves', 'getStorage');
  });
  if (!save) return <div role="status" />;
  return (
    <div className="notice one" role="status">
      <Glyph look="healthy" />
      <div className="notice-text">
        <p className="font-medium">{save.what}</p>
        {failure && <p className="err">{failure}</p>}
      </div>
      <span className="flex gap-2">
        <BusyButton type="button" busy={busy} onClick={act}>
          Undo
        </BusyButton>
        <button type="button" className="btn ghost" onClick={() => tellSaved(scope, undefined)}>
          Close
        </button>
      </span>
    </div>
  );
}
