import type { PostMortem } from '@smartops/contract';
import type { StoredAlert } from '../alerts/alert.ts';
import { formatDuration, formatValue } from '../signals/format-value.ts';
import { nameOf, type StoredMoment, type ToldIncident } from './incident.ts';
import { openQuestions, type Told } from './open-questions.ts';
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
    done(incident),
    timeline(incident),
    section('Open questions', { items: openQuestions(told) }),
  ];
  return { title, sections, markdown: toMarkdown({ title, sections }) };
}

const section = (title: string, more: Partial<Section>): Section => ({
  ...{ title, paragraphs: [], items: [], table: null },
  ...more,
});

function summary({ incident, alerts, now }: Told): Section {
  const { startedAt, resolvedAt, severity, acknowledgement, openedAt, message, title } = incident;
  const lasted = formatDuration((resolvedAt ?? now) - startedAt);
  const until = resolvedAt === null ? 'and goes on' : `until ${moment(resolvedAt, startedAt)}`;
  const taken = acknowledgement
    ? `${acknowledgement.by} took it ${formatDuration(acknowledgement.at - openedAt)} after it was opened.`
    : alerts.some((alert) => alert.acknowledgement)
      ? 'Nobody took it as a whole, though alerts of it were acknowledged.'
      : 'Nobody took it.';
  const resources = new Set(alerts.map(({ resourceId }) => resourceId)).size;
  const counted = `${count(incident.alertCount, 'alert')} on ${count(resources, 'resource')} belong to it.`;
  return section('Summary', {
    paragraphs: [
      `${sentence(title)} ${message && message !== title ? sentence(message) : ''}`,
      `It was ${severity}, began ${moment(startedAt)} ${until}: ${lasted}. ${counted} ${taken}`,
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

function changedBefore({ timeline: told, startedAt }: ToldIncident): Section {
  const before = told.filter(({ kind, at }) => kind === 'deployment' && at <= startedAt);
  return section('What changed before', {
    paragraphs:
      before.length === 0
        ? [
            'No deployment to production is on record in the half hour before, nor one of an affected service in the hour.',
          ]
        : [],
    items: before.map(
      ({ at, text, detail }) =>
        `${text}, ${formatDuration(startedAt - at)} before it began${detail ? ` (${detail})` : ''}`,
    ),
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
