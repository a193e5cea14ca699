import type { PostMortem } from '@smartops/contract';
import type { StoredAlert } from '../alerts/alert.ts';
import { formatDuration, formatValue } from '../signals/format-value.ts';
import { nameOf, type StoredMoment, type ToldIncident } from './incident.ts';
import { openQuestions, type Told } from './open-questions.ts';
import { suspectMoment } from './suspect-moment.ts';
import { toMarkdown } from './to-markdown.ts';

type Section = PostMortem['sections'][number];

const listed = 30;

/** A draft to go on writing, made of what is on record; it says what is not known. Pure. */
export function draftPostMortem(told: Told): PostMortem {
  const { incident } = told;
  const title = `${nameOf(incident)}: ${incident.title}`;
  const sections = [
    summary(told),
    impact(told),
    changedBefore(incident),
    section('Cause', { paragraphs: ['To be written: what caused it, and how that is known.'] }),
    response(incident),
    done(incident),
    timeline(incident),
    section('Open questions', { items: openQuestions(told) }),
    section('Follow-up', {
      paragraphs: ['To be written: what keeps it from happening again, who does it, by when.'],
    }),
  ];
  return { title, sections, markdown: toMarkdown({ title, sections }) };
}

const section = (title: string, more: Partial<Section>): Section => ({
  ...{ title, paragraphs: [], items: [], table: null },
  ...more,
});

function summary({ incident, alerts, now }: Told): Section {
  const { startedAt, resolvedAt, severity, acknowledgement, openedAt, openedBy, message, title } = incident;
  const lasted = formatDuration((resolvedAt ?? now) - startedAt);
  const what = message && message !== title ? `${title} (${message.replace(/[.]$/, '')})` : title;
  const until =
    resolvedAt === null
      ? `and has gone on for ${lasted} so far`
      : `and ended ${at(resolvedAt, startedAt)}, after ${lasted}`;
  const resources = new Set(alerts.map(({ resourceId }) => resourceId)).size;
  const counted = `${count(incident.alertCount, 'alert')} on ${count(resources, 'resource')}`;
  const opened = `The incident was opened ${openedBy ? `by ${openedBy} ` : ''}${after(openedAt, startedAt, 'it began')}`;
  const taken = acknowledgement
    ? `${acknowledgement.by} took it ${after(acknowledgement.at, openedAt, 'that')}`
    : alerts.some((alert) => alert.acknowledgement)
      ? 'nobody took it as a whole, though alerts of it were acknowledged'
      : 'nobody took it';
  return section('Summary', {
    paragraphs: [
      sentence(what),
      `It was of severity ${severity}, with ${counted}. It began ${at(startedAt)} ${until}.`,
      `${opened}; ${taken}.`,
    ],
  });
}

function impact({ incident, alerts, now }: Told): Section {
  const { affectedServices } = incident;
  const shown = alerts.toSorted((a, b) => a.startedAt - b.startedAt).slice(0, listed);
  const rest = incident.alertCount - shown.length;
  return section('Impact', {
    paragraphs: [
      affectedServices.length > 0
        ? `Affected: ${affectedServices.join(', ')}.`
        : 'What was affected is not on record.',
      'To be written: who noticed it, and what they could not do.',
      ...(rest > 0 ? [`The table has the first ${shown.length} alerts; ${rest} more are not in it.`] : []),
    ],
    table: {
      head: ['Alert', 'Reading', 'From', 'Lasted'],
      rows: shown.map((alert) => [
        alert.title,
        readingOf(alert),
        moment(alert.startedAt, incident.startedAt),
        alert.resolvedAt === null
          ? `${formatDuration(now - alert.startedAt)}, still fires`
          : formatDuration(alert.resolvedAt - alert.startedAt),
      ]),
    },
  });
}

function readingOf({ value, limit, unit, message }: StoredAlert): string {
  if (value === null) return message;
  const read = formatValue(value, unit);
  return limit === null ? read : `${read}, limit ${formatValue(limit, unit)}`;
}

/** What changed before, with what to look at first. */
function changedBefore(incident: ToldIncident): Section {
  const { timeline: told, startedAt } = incident;
  const before = told.filter(({ kind, at: when }) => kind === 'deployment' && when <= startedAt);
  const suspect = suspectMoment(incident);
  return section('What changed before', {
    paragraphs: [
      suspect
        ? `To look at first: ${suspect.text}, ${after(suspect.at, startedAt, 'it began')}.`
        : 'No deployment to production is on record in the half hour before, nor one of an affected service in the hour.',
    ],
    items: before.map(
      ({ at: when, text, detail }) =>
        `${text}, ${after(when, startedAt, 'it began')}${detail ? ` (${detail})` : ''}`,
    ),
  });
}

/** How long each step took. */
function response({
  startedAt,
  openedAt,
  acknowledgement,
  resolvedAt,
  timeline: told,
}: ToldIncident): Section {
  const firstDeed = told.find(({ kind, at: when }) => kind === 'action' && when >= startedAt);
  const steps: readonly (readonly [string, number | null | undefined])[] = [
    ['Began', startedAt],
    ['Opened', openedAt],
    ['Taken', acknowledgement?.at],
    ['First action', firstDeed?.at],
    ['Resolved', resolvedAt],
  ];
  return section('Response', {
    table: {
      head: ['Step', 'Time (UTC)', 'After it began'],
      rows: steps.flatMap(([name, when]) =>
        typeof when === 'number'
          ? [[name, clock(when, startedAt), when === startedAt ? '' : formatDuration(when - startedAt)]]
          : [],
      ),
    },
  });
}

/** What people did and had done, in their words. */
function done({ timeline: told, startedAt }: ToldIncident): Section {
  const items = told
    .filter(({ by, kind }) => by !== null || kind === 'action')
    .map((one) => `${moment(one.at, startedAt)}: ${saying(one)}`);
  return section('What was done', {
    paragraphs: items.length === 0 ? ['Nobody did anything that is on record.'] : [],
    items,
  });
}

function timeline({ timeline: told, startedAt }: ToldIncident): Section {
  return section('Timeline', {
    table: {
      head: ['Time (UTC)', 'What happened', 'Who'],
      rows: told.map(({ at, by, ...one }) => [
        clock(at, startedAt),
        [one.text, one.detail].filter(Boolean).join(' · '),
        by ?? 'system',
      ]),
    },
  });
}

function saying({ by, kind, text, detail }: StoredMoment): string {
  if (kind === 'note') return `${by ?? 'somebody'}: “${text}”`;
  if (kind === 'action') return `${text}${by ? ` by ${by}` : ''}${!by && detail ? `: ${detail}` : ''}`;
  return `${by ?? ''} ${text}${detail ? ` (${detail})` : ''}`.trim();
}

const count = (number: number, word: string) => `${number} ${word}${number === 1 ? '' : 's'}`;

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

const at = (when: number, near?: number) => `at ${moment(when, near)}`;

/** `5 min after it began`. */
function after(when: number, from: number, what: string): string {
  const ms = when - from;
  if (Math.abs(ms) < 1_000) return `the moment ${what}`.replace('the moment that', 'at that moment');
  return `${formatDuration(Math.abs(ms))} ${ms > 0 ? 'after' : 'before'} ${what}`;
}

/** `14:02 UTC`; with the day where that is not the one of `near`. */
function moment(at: number, near?: number): string {
  const [day, time = ''] = new Date(at).toISOString().split('T');
  const isSame = near !== undefined && new Date(near).toISOString().startsWith(`${day}`);
  return `${isSame ? '' : `${day} `}${time.slice(0, 5)} UTC`;
}

function clock(at: number, near: number): string {
  const [day, time = ''] = new Date(at).toISOString().split('T');
  return new Date(near).toISOString().startsWith(`${day}`) ? time.slice(0, 8) : `${day} ${time.slice(0, 8)}`;
}
