import type { Alert, ToldNotice } from '@smartops/contract';
import type { Look } from '../format/look.ts';
import { plural } from '../format/number.ts';
import { formatMoment } from '../format/time.ts';

type Channel = ToldNotice['channels'][number];

/** What became of one message: `14:02`, `tried 2 times, again 14:05: 500 …`. */
export function toldWords(
  { state, waits, at, tries, answer }: Channel,
  now: number,
): readonly [Look, string] {
  const when = formatMoment(Date.parse(at), now);
  const said = answer ? `: ${firstLine(answer)}` : '';
  switch (state) {
    case 'delivered':
      return ['healthy', `delivered ${when}`];
    case 'dead':
      return ['critical', `not delivered${said}`];
    case 'not-needed':
      return ['offline', 'not needed: acknowledged or over before its time'];
    case 'waiting':
      if (waits === 'again') return ['warning', `tried ${plural(tries, 'time')}, again ${when}${said}`];
      if (waits === 'room') return ['pending', `held back by the channel’s limit until ${when}`];
      if (waits === 'answer') return ['pending', `${when}, unless somebody acknowledges`];
      return ['pending', `waits until ${when}`];
  }
}

const firstLine = (answer: string): string =>
  (answer.split('\n')[0] ?? '').replace(/\s+/g, ' ').slice(0, 120);

/** Whether there is more to come by itself. */
export const isUnderWay = (notices: readonly ToldNotice[]): boolean =>
  notices.some(
    ({ channels, unsent }) =>
      (channels.length === 0 && unsent === null) || channels.some(({ state }) => state === 'waiting'),
  );

/** Why nobody was told of an alert. */
export function quietWords(alert: Alert, now: number): string {
  const { silenceId, dismissal, snoozedUntil, severity } = alert;
  if (dismissal) return `Nobody was told: ${dismissal.by} dismissed it.`;
  if (silenceId) return 'Nobody was told: a silence keeps it quiet.';
  if (snoozedUntil)
    return `Nobody was told: it is snoozed until ${formatMoment(Date.parse(snoozedUntil), now)}.`;
  return severity === 'info'
    ? 'Nobody was told of it so far.'
    : 'Nobody was told of it: it was kept quiet, or is older than what is kept.';
}
