import type { Episode, Replay } from '@smartops/contract';
import { expect, it } from 'vitest';
import { aWeek, verdictOf } from './verdict.ts';

const time = (hour: number) => new Date(Date.UTC(2026, 10, 20, hour)).toISOString();
const episode = (compared: Episode['compared']): Episode => ({
  ...{ resourceId: 'a', resourceName: 'web-1', began: time(1), told: time(2), ended: time(3), compared },
  ...{ durationMs: 7_200_000, peak: 90, critical: false },
});
const replay = (more: Partial<Replay>): Replay => ({
  ...{ from: time(0), to: time(9), series: 1, samples: 10, leftOut: 0, episodes: [], gaps: [], notes: [] },
  totals: { episodes: more.episodes?.length ?? 0, pagesAWeek: 0, firingMs: 0 },
  against: null,
  ...more,
});
const titles = (one: Replay, lost: readonly string[] = []) =>
  verdictOf(one, { nameOf: (id) => `web ${id}`, lost, now: Date.parse(time(9)) }).map((it) => it.title);
const totals = { episodes: 2, pagesAWeek: 1, firingMs: 0 };

it('says what is new and what falls away beside the saved version', () => {
  expect(titles(replay({ episodes: [episode(null)] }))).toEqual([]);
  expect(
    titles(
      replay({
        episodes: [episode('new'), episode('same')],
        against: { totals, fallAway: [episode(null), episode(null)] },
      }),
    ),
  ).toEqual(['2\u00a0pages fall away.', '1\u00a0page is new.']);
  expect(titles(replay({ episodes: [episode('same')], against: { totals, fallAway: [] } }))).toEqual([
    'It tells what the saved version tells.',
  ]);
  expect(titles(replay({ against: { totals, fallAway: [] } }))).toEqual(['Neither fires.']);
});

it('warns of incidents that nobody would have been told of', () => {
  expect(titles(replay({}), ['INC-7'])).toEqual(['INC-7 would not have been told.']);
});

it('says where nothing is known, and passes on what limits the answer', () => {
  const gaps = [{ resourceId: 'a', from: time(2), to: time(8) }];
  expect(titles(replay({ gaps, notes: ['No series matches yet'] }))).toEqual([
    'web a has no data for 6\u00a0h',
    'No series matches yet.',
  ]);
});

it('counts a week in one decimal', () => {
  expect(aWeek(3.26)).toBe('3.3 a week');
  expect(aWeek(14)).toBe('14 a week');
});
