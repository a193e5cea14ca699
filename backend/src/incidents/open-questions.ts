import type { StoredAlert } from '../alerts/alert.ts';
import { formatDuration } from '../signals/format-value.ts';
import type { ToldIncident } from './incident.ts';
import { suspectMoment } from './suspect-moment.ts';

/** An incident with everything that a post-mortem is made of. */
export interface Told {
  /** With all of its timeline. */
  readonly incident: ToldIncident;
  readonly alerts: readonly StoredAlert[];
  readonly now: number;
}

const slowMs = 5 * 60_000;

/** What the record does not answer; whoever writes the post-mortem has to. */
export function openQuestions({ incident, alerts, now }: Told): string[] {
  const { timeline, startedAt, openedAt, acknowledgement, resolvedAt } = incident;
  const suspect = suspectMoment(incident);
  const first = alerts.toSorted((a, b) => a.startedAt - b.startedAt)[0];
  const lead = alerts.find(({ title }) => title === incident.title);
  const byItself = timeline.findLast(({ kind }) => kind === 'resolved')?.by === null;
  const wait = (acknowledgement?.at ?? now) - openedAt;
  return [
    suspect &&
      `Did the change cause it? ${suspect.text}, ${formatDuration(startedAt - suspect.at)} before it began.`,
    !suspect && 'What set it off? No deployment is on record shortly before.',
    first &&
      lead &&
      first.startedAt < lead.startedAt &&
      `It showed first as “${first.title}”: could that have warned earlier?`,
    openedAt - startedAt > slowMs &&
      `It had gone on for ${formatDuration(openedAt - startedAt)} when the incident was opened: could it have been noticed earlier?`,
    !acknowledgement &&
      !alerts.some((alert) => alert.acknowledgement) &&
      'Nobody took it: did it reach anyone?',
    acknowledgement &&
      wait > slowMs &&
      `It took ${formatDuration(wait)} until somebody took it: why so long?`,
    resolvedAt === null && 'It is not over: what is still missing?',
    resolvedAt !== null && byItself && 'It resolved by itself: what ended it, and will it come back?',
    resolvedAt !== null &&
      incident.firingCount > 0 &&
      `Why do ${incident.firingCount} of its alerts still fire?`,
    !timeline.some(({ kind }) => kind === 'note') && 'No notes were written: what was found, and where?',
    'What keeps it from happening again, and who does that by when?',
  ].filter((question) => typeof question === 'string');
}
