import { type AlertDialog, closeAlertDialog } from '../../state/alert-dialog.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { DismissDialog } from './dismiss-dialog.tsx';
import { EndSilence } from './end-silence.tsx';
import { IncidentDialog } from './incident-dialog.tsx';
import { SilenceDialog } from './silence-dialog.tsx';
import { SnoozeDialog } from './snooze-dialog.tsx';

/** What one is asked before something is done about alerts. */
export default function AlertDialogs({ dialog }: { dialog: AlertDialog }) {
  const onClose = closeAlertDialog;
  switch (dialog.kind) {
    case 'dismiss':
      return <DismissDialog alerts={dialog.alerts} onClose={onClose} />;
    case 'snooze':
      return <SnoozeDialog alerts={dialog.alerts} onClose={onClose} />;
    case 'assign':
      return <AssignDialog alerts={dialog.alerts} onClose={onClose} />;
    case 'incident':
      return <IncidentDialog alerts={dialog.alerts} onClose={onClose} />;
    case 'silence':
      return <SilenceDialog alerts={dialog.alerts} silence={dialog.silence} onClose={onClose} />;
    case 'end-silence':
      return <EndSilence silence={dialog.silence} onClose={onClose} />;
  }
}
