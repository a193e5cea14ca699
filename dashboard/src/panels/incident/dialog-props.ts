import type { IncidentView } from '@smartops/contract';

export interface IncidentDialogProps {
  readonly view: IncidentView;
  readonly again: () => Promise<void>;
  readonly onClose: () => void;
}
