import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useAlert } from '../../live/use-alert.ts';
import { AlertDetail, NoteForm } from '../../modals/alert/alert-detail.tsx';
import { SkeletonRows } from '../../ui/sheet.tsx';

interface PaneProps {
  id: string;
  onStep: (by: 1 | -1) => void;
  onClose: () => void;
}

/** One alert beside the list. */
export function Pane({ id, onStep, onClose }: PaneProps) {
  const { alert, history, error, retry } = useAlert(id);
  return (
    <section className="sheet pane" aria-label="Alert details">
      <div className="head line">
        <h2 className="truncate">{alert?.title ?? 'Alert'}</h2>
        <span className="grow" />
        <button type="button" className="btn icon" aria-label="Alert before" onClick={() => onStep(-1)}>
          <ChevronUp size={16} strokeWidth={1.75} aria-hidden />
        </button>
        <button type="button" className="btn icon" aria-label="Next alert" onClick={() => onStep(1)}>
          <ChevronDown size={16} strokeWidth={1.75} aria-hidden />
        </button>
        <button type="button" className="btn icon" aria-label="Close details" onClick={onClose}>
          <X size={16} strokeWidth={1.75} aria-hidden />
        </button>
      </div>
      <div className="pane-body">
        {!alert && !error && <SkeletonRows rows={8} tall />}
        {!alert && error && (
          <div className="empty" role="alert">
            <p>{error.message}</p>
            <button type="button" className="btn" onClick={retry}>
              Try again
            </button>
          </div>
        )}
        {alert && <AlertDetail alert={alert} history={history} />}
      </div>
      {alert && (
        <div className="pane-foot">
          <NoteForm alert={alert} />
        </div>
      )}
    </section>
  );
}
