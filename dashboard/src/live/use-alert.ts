import type { Alert } from '@smartops/contract';
import { useEffect } from 'react';
import { overlaid, useOverlayVersion } from './alert-overlay.ts';
import { useCall } from './call.ts';
import { useTopic } from './use-live.ts';

/** One alert with its history: read, and as the stream tells it since. */
export function useAlert(id: string) {
  useOverlayVersion();
  const { data, error, mutate } = useCall('getAlert', { id });
  const live = useTopic('alerts')?.find((one) => one.id === id);
  const stamp = live && stampOf(live);
  // The history is not on the stream; when the alert has moved there is a new line in it.
  useEffect(() => {
    if (stamp) void mutate();
  }, [stamp, mutate]);
  const read = data?.alert;
  const alert = live ?? read;
  return { alert: alert && overlaid(alert), history: data?.history, error, retry: () => void mutate() };
}

function stampOf(alert: Alert): string {
  const { message, severity, owner, acknowledged, snoozedUntil, silenceId, incidentId, flaps } = alert;
  return [message, severity, owner, acknowledged, snoozedUntil, silenceId, incidentId, flaps].join('|');
}
