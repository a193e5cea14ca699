import type { Replay } from '@smartops/contract';
import { formatSpan } from '../../format/duration.ts';
import { plural } from '../../format/number.ts';
import { formatMoment } from '../../format/time.ts';

/** What a replay comes to, in a sentence each. */
export interface Finding {
  readonly id: string;
  readonly look: 'healthy' | 'warning' | 'unknown';
  readonly title: string;
  readonly text: string;
}

/** `3.3 a week`. */
export const aWeek = (pages: number): string => `${String(Math.round(pages * 10) / 10)} a week`;

interface Circumstances {
  readonly nameOf: (resourceId: string) => string;
  /** Names of the incidents that only the saved version told of. */
  readonly lost: readonly string[];
  readonly now: number;
}

export function verdictOf(replay: Replay, { nameOf, lost, now }: Circumstances): Finding[] {
  return [
    ...lostFinding(lost),
    ...comparison(replay),
    ...gapFinding(replay, nameOf, now),
    ...replay.notes.map(noteFinding),
  ];
}

function lostFinding(lost: readonly string[]): Finding[] {
  if (lost.length === 0) return [];
  const title = `${lost.join(', ')} would not have been told.`;
  return [{ id: 'lost', look: 'warning', title, text: 'The saved version told of it in time.' }];
}

const mostListed = 500;

function comparison({ against, episodes, totals }: Replay): Finding[] {
  if (!against) return [];
  const fresh = episodes.filter(({ compared }) => compared === 'new').length;
  const gone = against.fallAway.length;
  // Long lists are cut by the server.
  const least = episodes.length < totals.episodes || gone === mostListed ? 'At least ' : '';
  if (fresh === 0 && gone === 0)
    return [
      totals.episodes === 0
        ? { id: 'same', look: 'unknown', title: 'Neither fires.', text: 'Nor did the saved version.' }
        : { id: 'same', look: 'healthy', title: 'It tells what the saved version tells.', text: '' },
    ];
  return [
    ...(gone > 0
      ? [
          {
            ...{ id: 'gone', look: 'unknown' as const },
            title: `${least}${plural(gone, 'page falls', 'pages fall')} away.`,
            text: 'The saved version told of them.',
          },
        ]
      : []),
    ...(fresh > 0
      ? [
          {
            ...{ id: 'new', look: 'warning' as const },
            title: `${least}${plural(fresh, 'page is', 'pages are')} new.`,
            text: 'The saved version was quiet then.',
          },
        ]
      : []),
  ];
}

function gapFinding({ gaps }: Replay, nameOf: (id: string) => string, now: number): Finding[] {
  const [longest] = gaps;
  if (!longest) return [];
  const [from, to] = [Date.parse(longest.from), Date.parse(longest.to)];
  const more = gaps.length === 1 ? '' : ` ${plural(gaps.length - 1, 'shorter gap')} besides.`;
  return [
    {
      ...{ id: 'gaps', look: 'unknown' },
      title: `${nameOf(longest.resourceId)} has no data for ${formatSpan(to - from)}`,
      text: `from ${formatMoment(from, now)}. Nothing is assumed there.${more}`,
    },
  ];
}

const isoTime = /\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** The server's notes, with its times as this page writes them. */
function noteFinding(note: string, index: number): Finding {
  const title = note.replace(isoTime, (time) => formatMoment(Date.parse(time), 0));
  return { id: `note ${index}`, look: 'unknown', title: `${title}.`, text: '' };
}
