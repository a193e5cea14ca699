import { tellAlert } from './alert-notices.ts';
import { tellIncident } from './incident-notices.ts';
import { alertSubject, type Into, type NewNotice, type News, type Told } from './notice.ts';

interface Telling {
  readonly notices: readonly NewNotice[];
  readonly told: readonly Told[];
}

/**
 * What is worth telling about these changes. What belongs to an incident is told by the incident: one message, not forty.
 * Pure.
 */
export function noticesOf(news: News): Telling {
  const into: Into = { notices: [], told: new Map() };
  for (const incident of news.incidents) tellIncident(incident, news, into);
  const homes = new Map(news.incidents.flatMap(({ id, alertIds }) => alertIds.map((one) => [one, id])));
  for (const change of news.alerts) tellAlert(change, homes.get(change.alert.id), { news, into });
  // Whoever was told of it by its incident is told of the rest by itself.
  for (const id of news.hand?.freed ?? []) {
    const before = news.told.get(alertSubject(id));
    if (before) into.told.set(before.subject, { ...before, incidentId: null });
  }
  return { notices: into.notices, told: [...into.told.values()] };
}
