import type { Notice, NoticeKind, Severity } from '@smartops/contract';
import { type AlertChange, type StoredAlert, worse } from '../alerts/alert.ts';
import type { ToldIncident } from '../incidents/incident.ts';

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

export interface News {
  readonly alerts: readonly AlertChange[];
  readonly incidents: readonly ToldIncident[];
  /** By subject, of everything above. */
  readonly told: ReadonlyMap<string, Told>;
  readonly isDemo: (connectionId: string) => boolean;
  readonly now: number;
}

export interface Telling {
  readonly notices: readonly NewNotice[];
  readonly told: readonly Told[];
}

export const alertSubject = (id: string) => `alert:${id}`;
export const incidentSubject = (id: string) => `incident:${id}`;

/** Nobody is told about an alert that was silenced, snoozed or dismissed. */
function isQuiet({ silenceId, dismissal, snoozedUntil }: StoredAlert, now: number): boolean {
  return silenceId !== null || dismissal !== null || (snoozedUntil !== null && snoozedUntil > now);
}

/** What is worth telling about these changes. What belongs to an incident is told by the incident: one message, not forty. */
export function noticesOf(news: News): Telling {
  const notices: NewNotice[] = [];
  const told = new Map<string, Told>();
  for (const incident of news.incidents) tellIncident(incident, news, { notices, told });
  const homes = new Map(news.incidents.flatMap(({ id, alertIds }) => alertIds.map((one) => [one, id])));
  for (const { change, alert } of news.alerts) {
    const subject = alertSubject(alert.id);
    const before = told.get(subject) ?? news.told.get(subject);
    const home = homes.get(alert.id) ?? alert.incidentId ?? before?.incidentId ?? null;
    if (home !== null || isQuiet(alert, news.now)) continue;
    const kind = kindOf(change, alert, before);
    if (!kind) continue;
    notices.push(alertNotice(kind, alert, news));
    const over = kind === 'alert-resolved';
    told.set(subject, { subject, severity: alert.severity, alerts: 1, incidentId: null, over });
  }
  return { notices, told: [...told.values()] };
}

function kindOf(
  change: AlertChange['change'],
  alert: StoredAlert,
  before: Told | undefined,
): NoticeKind | undefined {
  const known = before && !before.over;
  if (change === 'resolved' || alert.state === 'resolved') return known ? 'alert-resolved' : undefined;
  if (!known) return 'alert-fired';
  return worse(alert.severity, before.severity) ? 'alert-escalated' : undefined;
}

function alertNotice(kind: NoticeKind, alert: StoredAlert, { isDemo, now }: News): NewNotice {
  const isOver = kind === 'alert-resolved';
  const stage = isOver ? `${alert.resolvedAt ?? now}:resolved` : `${alert.firedAt}:${alert.severity}`;
  return {
    key: `alert:${alert.id}:${stage}`,
    kind,
    at: now,
    severity: alert.severity,
    title: alert.title,
    text: isOver ? `Over after ${lasted(alert.startedAt, alert.resolvedAt ?? now)}` : alertText(alert),
    connectionId: alert.connectionId,
    demo: isDemo(alert.connectionId),
    subject: alertSubject(alert.id),
    url: urlOf(alertSubject(alert.id)),
    labels: alert.labels,
  };
}

function alertText({ message, resourceName, account, region, changedBefore }: StoredAlert): string {
  const place = [resourceName, account, region].filter(Boolean).join(', ');
  const change = changedBefore[0] && `Changed just before: ${changedBefore[0].title}`;
  return [message, place, change].filter(Boolean).join(' · ');
}

interface Into {
  readonly notices: NewNotice[];
  readonly told: Map<string, Told>;
}

function tellIncident(incident: ToldIncident, news: News, into: Into): void {
  const subject = incidentSubject(incident.id);
  const before = news.told.get(subject);
  const isOver = incident.status === 'resolved';
  const quiet = new Set(
    news.alerts.flatMap(({ alert }) => (isQuiet(alert, news.now) ? [alertSubject(alert.id)] : [])),
  );
  const subjects = incident.alertIds.map(alertSubject);
  const isNew = (one: string) => news.told.get(one)?.incidentId !== incident.id;
  const loud = subjects.filter((one) => isNew(one) && !quiet.has(one));
  const kind = incidentKind(incident, before, loud.length);
  const { severity } = incident;
  if (kind) {
    into.notices.push(incidentNotice(kind, incident, { ...news, gained: loud.length }));
    into.told.set(subject, { subject, severity, alerts: subjects.length, incidentId: null, over: isOver });
  }
  for (const one of subjects)
    into.told.set(one, { subject: one, severity, alerts: 1, incidentId: incident.id, over: isOver });
}

function incidentKind(
  { status, severity, alertIds }: ToldIncident,
  before: Told | undefined,
  loud: number,
): NoticeKind | undefined {
  const known = before && !before.over;
  if (status === 'resolved') return known ? 'incident-resolved' : undefined;
  if (!known) return loud > 0 || alertIds.length === 0 ? 'incident-opened' : undefined;
  if (worse(severity, before.severity)) return 'incident-escalated';
  return alertIds.length > before.alerts && loud > 0 ? 'incident-grew' : undefined;
}

function incidentNotice(
  kind: NoticeKind,
  incident: ToldIncident,
  { isDemo, now, gained }: News & { readonly gained: number },
): NewNotice {
  const { id, severity, alertIds, affectedServices, message, startedAt } = incident;
  const affects = affectedServices.length > 0 ? `Affects ${affectedServices.slice(0, 5).join(', ')}` : '';
  const change = incident.timeline.findLast(({ kind, at }) => kind === 'deployment' && at <= startedAt);
  const count = alertIds.length === 1 ? '1 alert' : `${alertIds.length} alerts`;
  const texts: Partial<Record<NoticeKind, string>> = {
    'incident-grew': `${gained === 1 ? '1 more alert' : `${gained} more alerts`}, ${count} now`,
    'incident-resolved': `Over after ${lasted(incident.startedAt, incident.resolvedAt ?? now)}, ${count}`,
  };
  const end = kind === 'incident-resolved' ? incident.resolvedAt : `${alertIds.length}:${severity}`;
  return {
    key: `incident:${id}:${kind}:${end}`,
    kind,
    at: now,
    severity,
    title: incident.title,
    text:
      texts[kind] ??
      [message, count, affects, change && `Changed just before: ${change.text}`].filter(Boolean).join(' · '),
    connectionId: incident.connectionId,
    demo: isDemo(incident.connectionId),
    subject: incidentSubject(id),
    url: urlOf(incidentSubject(id)),
    labels: {},
  };
}

/** Its place in the dashboard. */
function urlOf(subject: string): string {
  const [kind, id = ''] = subject.split(/:(.*)/s);
  const query = new URLSearchParams(kind === 'alert' ? { modal: 'alert', id } : { incident: id });
  return `${kind === 'alert' ? '/incidents' : '/incidents/all'}?${query}`;
}

function lasted(from: number, to: number): string {
  const minutes = Math.max(0, Math.round((to - from) / 60_000));
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function toNotice(stored: StoredNotice): Notice {
  const { id, seq, kind, severity, title, text, url, demo } = stored;
  const timestamp = new Date(stored.at).toISOString();
  return { id, seq, kind, severity, title, text, url, demo, timestamp, source: stored.connectionId };
}
