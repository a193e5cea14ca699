import type { Alert, RunStatus, SourceState, Status } from '@smartops/contract';

/** Every word of the contract that says how something is, with how it is drawn. Keys are the contract's, so a new one does not compile until it has a look. */
export const statusWord: Record<Status, string> = {
  healthy: 'Healthy',
  warning: 'Warning',
  critical: 'Critical',
  offline: 'Offline',
};

const runLook = {
  pending: 'pending',
  running: 'running',
  success: 'healthy',
  failed: 'critical',
} as const satisfies Record<RunStatus, string>;

const runWord: Record<RunStatus, string> = {
  pending: 'Pending',
  running: 'Running',
  success: 'Success',
  failed: 'Failed',
};

export const severityLook = {
  info: 'unknown',
  warning: 'warning',
  error: 'critical',
  critical: 'critical',
} as const satisfies Record<Alert['severity'], string>;

export const severityWord: Record<Alert['severity'], string> = {
  info: 'Info',
  warning: 'Warning',
  error: 'Error',
  critical: 'Critical',
};

export const sourceLook = {
  connecting: 'running',
  ok: 'healthy',
  degraded: 'warning',
  failing: 'critical',
} as const satisfies Record<SourceState['state'], string>;

export const sourceWord: Record<SourceState['state'], string> = {
  connecting: 'Connecting',
  ok: 'Read',
  degraded: 'Partly read',
  failing: 'Failing',
};

/** A run that was cancelled is neither good nor bad; only its own word tells. */
export function runState({ status, rawStatus }: { status: RunStatus; rawStatus: string }) {
  if (/^cancel/i.test(rawStatus)) return { look: 'offline', word: 'Cancelled' } as const;
  if (/^skip/i.test(rawStatus)) return { look: 'pending', word: 'Skipped' } as const;
  return { look: runLook[status], word: runWord[status] };
}
