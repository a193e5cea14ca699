import type { NoticeKind } from '@smartops/contract';
import { type AlertChange, type StoredAlert, worse } from '../alerts/alert.ts';
import { isSame } from '../alerts/verbs.ts';
import {
  alertSubject,
  type Into,
  isKnown,
  isQuiet,
  lasted,
  type NewNotice,
  type News,
  ruleBehind,
  type Told,
  urlOf,
} from './notice.ts';

interface Around {
  readonly news: News;
  readonly into: Into;
}

/** What is worth telling about a change of one alert; `home` is the incident that tells it just now. */
export function tellAlert(one: AlertChange, home: string | undefined, { news, into }: Around): void {
  const { alert, change, hand } = one;
  // Its successor is told.
  if (change === 'replaced') return;
  const subject = alertSubject(alert.id);
  const before = into.told.get(subject) ?? news.told.get(subject);
  const incidentId = home ?? alert.incidentId ?? before?.incidentId ?? null;
  const isDeed = change === 'changed' && hand !== undefined;
  if (!isDeed && (incidentId !== null || isQuiet(alert, news.now))) return;
  const said = isDeed ? saidOfDeed({ alert, hand }, before, incidentId) : saidOfChange(one, before, news.now);
  if (!said) return;
  into.notices.push(noticeOf(one, said, news));
  if (said.over === undefined) return;
  const { severity } = alert;
  into.told.set(subject, { subject, severity, alerts: 1, incidentId: null, over: said.over });
}

interface Said {
  readonly kind: NoticeKind;
  readonly text: string;
  /** What of it is told once. */
  readonly stage: string;
  /** What people know after it; unchanged when left out. */
  readonly over?: boolean;
  readonly to?: string | null;
  readonly personal?: boolean;
}

function saidOfChange(
  { change, alert, hand }: AlertChange,
  before: Told | undefined,
  now: number,
): Said | undefined {
  if (change === 'resolved' || alert.state === 'resolved') {
    if (!isKnown(before)) return undefined;
    const after = lasted(alert.startedAt, alert.resolvedAt ?? now);
    const text = hand ? `${hand.by.name} resolved it after ${after}` : `Over after ${after}`;
    return { kind: 'alert-resolved', text, stage: `${alert.resolvedAt ?? now}:resolved`, over: true };
  }
  const stage = `${alert.firedAt}:${alert.severity}`;
  if (!isKnown(before)) return { kind: 'alert-fired', text: textOf(alert), stage, over: false };
  if (worse(alert.severity, before.severity))
    return { kind: 'alert-escalated', text: textOf(alert), stage, over: false };
  if (change !== 'woke') return undefined;
  // Somebody has it already: the reminder is theirs alone.
  const theirs = alert.acknowledgement ? { to: alert.ownerId, personal: true } : undefined;
  const text = `Still fires after ${lasted(alert.startedAt, now)} · ${textOf(alert)}`;
  return { kind: 'alert-woke', text, stage: `woke:${now}`, ...theirs };
}

/** What others are to know of a deed. Of what an incident tells only to whom it was assigned. */
function saidOfDeed(
  { alert, hand }: { alert: StoredAlert; hand: NonNullable<AlertChange['hand']> },
  before: Told | undefined,
  incidentId: string | null,
): Said | undefined {
  const { verb, by, at } = hand;
  const stage = `${verb}:${at}`;
  const known = isKnown(before);
  if (verb === 'assign') {
    if (alert.owner === null) return undefined;
    const isOwn = isSame({ by: alert.owner, id: alert.ownerId }, by);
    if (isOwn && (!known || incidentId !== null)) return undefined;
    const text = isOwn ? `${by.name} took it over` : `${by.name} assigned it to ${alert.owner}`;
    return { kind: 'alert-assigned', text, stage, to: alert.ownerId, personal: !known };
  }
  if (incidentId !== null) return undefined;
  if (verb === 'restore' && before?.over && alert.state === 'firing')
    return { kind: 'alert-woke', text: `${by.name} brought it back, it still fires`, stage, over: false };
  if (!known) return undefined;
  if (verb === 'acknowledge')
    return { kind: 'alert-acknowledged', text: `${by.name} has it, ${sinceFired(alert, at)}`, stage };
  if (verb === 'unacknowledge')
    return { kind: 'alert-released', text: `${by.name} took the acknowledgement back`, stage };
  if (verb !== 'dismiss') return undefined;
  const why = alert.dismissal?.reason ? `: ${alert.dismissal.reason}` : '';
  return { kind: 'alert-dismissed', text: `${by.name} dismissed it${why}`, stage, over: true };
}

const sinceFired = ({ firedAt }: StoredAlert, at: number) => `${lasted(firedAt, at)} after it fired`;

function noticeOf({ alert, hand }: AlertChange, said: Said, { isDemo, now }: News): NewNotice {
  const { kind, text, stage, to = null, personal = false } = said;
  const subject = alertSubject(alert.id);
  return {
    ...{ key: `${subject}:${stage}`, kind, at: now, text, to, personal, subject },
    severity: alert.severity,
    title: alert.title,
    connectionId: alert.connectionId,
    demo: isDemo(alert.connectionId),
    url: urlOf(subject),
    labels: alert.labels,
    rule: ruleBehind([alert]),
    by: hand?.by ?? null,
  };
}

function textOf({ message, resourceName, account, region, changedBefore }: StoredAlert): string {
  const place = [resourceName, account, region].filter(Boolean).join(', ');
  const change = changedBefore[0] && `Changed just before: ${changedBefore[0].title}`;
  return [message, place, change].filter(Boolean).join(' · ');
}
