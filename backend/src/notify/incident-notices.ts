import type { NoticeKind } from '@smartops/contract';
import { worse } from '../alerts/alert.ts';
import { isSame } from '../alerts/verbs.ts';
import { nameOf, type ToldIncident } from '../incidents/incident.ts';
import {
  alertSubject,
  type ByHand,
  type Into,
  incidentSubject,
  isKnown,
  isQuiet,
  lasted,
  type NewNotice,
  type News,
  ruleBehind,
  type Told,
  urlOf,
} from './notice.ts';

/** What is worth telling about one incident, by what it is now and what people were told last. */
export function tellIncident(incident: ToldIncident, news: News, into: Into): void {
  const { hand } = news;
  const subject = incidentSubject(incident.id);
  const before = news.told.get(subject);
  const over = incident.status === 'resolved';
  const { loud, awake, subjects } = alertsOf(incident, news);
  const kind = kindOf(incident, before, { loud, awake: awake || hand !== undefined });
  if (kind) into.notices.push(noticeOf(incident, { kind, text: textOf(kind, incident, loud, news) }, news));
  if (kind || (hand && isKnown(before)))
    into.told.set(subject, {
      ...{ subject, alerts: subjects.length, incidentId: null, over },
      severity: kind || !before ? incident.severity : before.severity,
    });
  for (const one of subjects)
    into.told.set(one, {
      ...{ subject: one, severity: incident.severity, alerts: 1, over },
      incidentId: incident.id,
    });
  if (hand && hand.before?.id === incident.id)
    for (const said of deedsOf(incident, hand, isKnown(before)))
      into.notices.push(noticeOf(incident, said, news));
}

function alertsOf({ id, alertIds }: ToldIncident, { alerts, told, now }: News) {
  const subjects = alertIds.map(alertSubject);
  const quiet = new Set(alerts.flatMap(({ alert }) => (isQuiet(alert, now) ? [alertSubject(alert.id)] : [])));
  const isLoud = (one: string) => told.get(one)?.incidentId !== id && !quiet.has(one);
  const firing = alerts.filter(({ alert }) => alert.state === 'firing' && !isQuiet(alert, now));
  return {
    subjects,
    /** How many of its alerts it has not told of. */
    loud: subjects.filter(isLoud).length,
    /** Whether one of them fires just now. */
    awake: firing.some(({ alert }) => alertIds.includes(alert.id)),
  };
}

function kindOf(
  { status, severity, alertIds, mergedInto }: ToldIncident,
  before: Told | undefined,
  { loud, awake }: { readonly loud: number; readonly awake: boolean },
): NoticeKind | undefined {
  const known = isKnown(before);
  if (mergedInto !== null) return known ? 'incident-merged' : undefined;
  if (status === 'resolved') return known ? 'incident-resolved' : undefined;
  if (!before) return loud > 0 || alertIds.length === 0 ? 'incident-opened' : undefined;
  if (!known) return loud > 0 || awake ? 'incident-reopened' : undefined;
  if (worse(severity, before.severity)) return 'incident-escalated';
  return alertIds.length > before.alerts && loud > 0 ? 'incident-grew' : undefined;
}

interface Said {
  readonly kind: NoticeKind;
  readonly text: string;
  /** What of it is told once; else its version. */
  readonly stage?: string;
  readonly to?: string | null;
  readonly personal?: boolean;
}

/** What a person did to it that others are to know; without having been told of it only to whom it was assigned. */
function* deedsOf(incident: ToldIncident, hand: ByHand, known: boolean): Generator<Said> {
  const { status, assignee, assigneeId, openedAt, acknowledgement } = incident;
  const { by, before, note } = hand;
  if (!before) return;
  if (known && before.status === 'open' && status === 'investigating') {
    const after = lasted(openedAt, acknowledgement?.at ?? openedAt);
    yield { kind: 'incident-taken', text: `${by.name} has it, ${after} after it was opened` };
  }
  const isOther = before.assignee !== assignee || before.assigneeId !== assigneeId;
  if (assignee !== null && isOther && !isSame({ by: assignee, id: assigneeId }, by)) {
    const text = `${by.name} assigned it to ${assignee}`;
    yield { kind: 'incident-assigned', text, to: assigneeId, personal: !known };
  }
  if (known && note) {
    const text = `${by.name}: “${note.text}”`;
    yield { kind: 'incident-note', text, stage: note.id };
  }
}

function textOf(kind: NoticeKind, incident: ToldIncident, gained: number, { hand, now }: News): string {
  const { alertIds, affectedServices, message, startedAt, resolvedAt, mergedNumber, timeline } = incident;
  const who = hand?.by.name;
  const count = alertIds.length === 1 ? '1 alert' : `${alertIds.length} alerts`;
  const more = gained === 1 ? '1 more alert' : `${gained} more alerts`;
  const after = lasted(startedAt, resolvedAt ?? now);
  switch (kind) {
    case 'incident-grew':
      return who ? `${who} added ${more}, ${count} now` : `${more}, ${count} now`;
    case 'incident-resolved':
      return `${who ? `${who} resolved it` : 'Over'} after ${after}, ${count}`;
    case 'incident-merged': {
      const into = mergedNumber === null ? 'another incident' : nameOf({ number: mergedNumber });
      return `Part of ${into} now${who ? `, by ${who}` : ''}`;
    }
    case 'incident-reopened': {
      const why = timeline.findLast((moment) => moment.kind === 'reopened')?.detail;
      return [who ? `${who} opened it again` : 'It began again', !who && why].filter(Boolean).join(': ');
    }
    default: {
      const affects = affectedServices.length > 0 ? `Affects ${affectedServices.slice(0, 5).join(', ')}` : '';
      const opened = kind === 'incident-opened' && who ? `Opened by ${who}` : '';
      const before = timeline.findLast((one) => one.kind === 'deployment' && one.at <= startedAt);
      const change = before && `Changed just before: ${before.text}`;
      return [opened, message, count, affects, change].filter(Boolean).join(' · ');
    }
  }
}

function noticeOf(incident: ToldIncident, said: Said, { alerts, isDemo, now, hand }: News): NewNotice {
  const { id, version, severity, title, connectionId, alertIds, resolvedAt } = incident;
  const { kind, text, stage, to = null, personal = false } = said;
  const subject = incidentSubject(id);
  const what = kind === 'incident-resolved' ? resolvedAt : `${alertIds.length}:${severity}`;
  return {
    ...{ kind, text, to, personal, severity, title, connectionId, subject, at: now, labels: {} },
    key: `${subject}:${kind}:${stage ?? `${what}:${version}`}`,
    demo: isDemo(connectionId),
    url: urlOf(subject),
    by: hand?.by ?? null,
    rule: ruleBehind(alerts.flatMap(({ alert }) => (alertIds.includes(alert.id) ? [alert] : []))),
  };
}
