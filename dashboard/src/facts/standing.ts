import type { Alert } from '@smartops/contract';
import type { Look } from '../format/look.ts';
import { severityLook, severityWord } from './looks.ts';

/** How an alert stands: one of these. */
export type Standing = 'loud' | 'snoozed' | 'silenced' | 'dismissed' | 'resolved';

export function standingOf({ state, dismissal, silenceId, snoozedUntil }: Alert): Standing {
  if (state === 'resolved') return 'resolved';
  if (dismissal) return 'dismissed';
  if (silenceId) return 'silenced';
  return snoozedUntil ? 'snoozed' : 'loud';
}

/** Its shape and colour: what is quiet or over has none of its severity's. */
export function alertLook(alert: Alert): Look {
  const standing = standingOf(alert);
  return standing === 'resolved' ? 'healthy' : severityLook[alert.severity];
}

export const isMuted = (alert: Alert): boolean => ['silenced', 'dismissed'].includes(standingOf(alert));

/** For those who hear the page: severity first, then how it stands. */
export function alertWords(alert: Alert): string {
  const standing = standingOf(alert);
  return standing === 'loud' ? severityWord[alert.severity] : `${severityWord[alert.severity]}, ${standing}`;
}

const order: readonly Alert['severity'][] = ['critical', 'error', 'warning', 'info'];

/** The gravest first and of these the newest. */
export function byGravity(a: Alert, b: Alert): number {
  return (
    order.indexOf(a.severity) - order.indexOf(b.severity) || Date.parse(b.timestamp) - Date.parse(a.timestamp)
  );
}
