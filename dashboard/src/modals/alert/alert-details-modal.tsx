import { useAlert } from '../../live/use-alert.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { SkeletonRows } from '../../ui/sheet.tsx';
import type { ModalProps } from '../modal.ts';
import { AlertDetail, NoteForm } from './alert-detail.tsx';
import AlertNews from './news.tsx';

/** One alert: what it is, what changed just before, its line around the moment, its history and notes. */
export default function AlertDetailsModal({ id, onClose }: ModalProps) {
  const { alert, history, error, retry } = useAlert(id);
  return (
    <Dialog
      title={alert?.title ?? 'Alert'}
      onClose={onClose}
      foot={alert && <NoteForm alert={alert} />}
      size="alert-dialog"
    >
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
      <AlertNews />
    </Dialog>
  );
}
