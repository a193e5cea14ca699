import type { Notice, NoticeKind, Severity } from '@smartops/contract';
import { type AlertChange, type Hand, isFromSender, type StoredAlert } from '../alerts/alert.ts';
import type { StoredIncident, ToldIncident } from '../incidents/incident.ts';

/** Something worth telling, before it is stored; times are epoch ms. */
export interface NewNotice {
  /** A key is told once. */
  readonly key: string;
  readonly kind: NoticeKind;
  readonly at: number;
  readonly severity: Severity;
  readonly title: string;
  readonly text: string;
  readonly connectionId: string;
  readonly demo: boolean;
  /** `alert:…` or `incident:…`. */
  readonly subject: string;
  readonly url: string;
  readonly labels: Readonly<Record<string, string>>;
  /** That judged; null where several did, or another monitoring system. */
  readonly rule: { readonly id: string; readonly version: number } | null;
  /** Who did it; null for the system. */
  readonly by: Hand | null;
  /** The id of the one person whose bell rings; null for everybody. */
  readonly to: string | null;
  /** No channel was told about its subject, so none is told of this. */
  readonly personal: boolean;
}

export interface StoredNotice extends NewNotice {
  readonly id: string;
  readonly seq: number;
}

/** What people were told last about an alert or an incident. */
export interface Told {
  readonly subject: string;
  readonly severity: Severity;
  /** How many alerts an incident had. */
  readonly alerts: number;
  /** Of an alert: what tells it instead. */
  readonly incidentId: string | null;
  readonly over: boolean;
}

/** What a person did to incidents, besides what it made of them. */
export interface ByHand {
  readonly by: Hand;
  /** The one it was done to, as it was before. */
  readonly before?: StoredIncident | undefined;
  /** What was written on its timeline. */
  readonly note?: { readonly id: string; readonly text: string } | undefined;
  /** Alerts that are part of no incident any more. */
  readonly freed?: readonly string[] | undefined;
}

export interface News {
  readonly alerts: readonly AlertChange[];
  readonly incidents: readonly ToldIncident[];
  readonly hand?: ByHand | undefined;
  /** By subject, of everything above. */
  readonly told: ReadonlyMap<string, Told>;
  readonly isDemo: (connectionId: string) => boolean;
  readonly now: number;
}

/** What is to be told, as far as it is known. */
export interface Into {
  readonly notices: NewNotice[];
  readonly told: Map<string, Told>;
}

export const alertSubject = (id: string) => `alert:${id}`;
export const incidentSubject = (id: string) => `incident:${id}`;

/** Whether people were told and not yet told that it is over. */
export const isKnown = (before: Told | undefined): before is Told => before !== undefined && !before.over;

/** Nobody is told about an alert that was silenced, snoozed or dismissed. */
export function isQuiet({ silenceId, dismissal, snoozedUntil }: StoredAlert, now: number): boolean {
  return silenceId !== null || dismissal !== null || (snoozedUntil !== null && snoozedUntil > now);
}

/** Its place in the dashboard. */
export function urlOf(subject: string): string {
  const [kind, id = ''] = subject.split(/:(.*)/s);
  const query = new URLSearchParams(kind === 'alert' ? { modal: 'alert', id } : { incident: id });
  return `${kind === 'alert' ? '/incidents' : '/incidents/all'}?${query}`;
}

/** The rule behind alerts; null where it is not one alone, or where another monitoring system judged. */
export function ruleBehind(alerts: readonly StoredAlert[]): NewNotice['rule'] {
  const [first, ...others] = alerts;
  if (!first || isFromSender(first) || others.some(({ ruleId }) => ruleId !== first.ruleId)) return null;
  return { id: first.ruleId, version: Math.max(...alerts.map(({ ruleVersion }) => ruleVersion)) };
}

export function lasted(from: number, to: number): string {
  const minutes = Math.max(0, Math.round((to - from) / 60_000));
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function toNotice(stored: StoredNotice): Notice {
  const { id, seq, kind, severity, title, text, url, demo, rule, by, to } = stored;
  const timestamp = new Date(stored.at).toISOString();
  const source = stored.connectionId;
  return { id, seq, kind, severity, title, text, url, demo, rule, by, to, timestamp, source };
}
