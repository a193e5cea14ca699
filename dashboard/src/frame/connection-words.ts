import { formatMinute } from '../format/time.ts';
import type { Link } from '../live/live.ts';

const briefMs = 10_000;

/** `Connected`, `Reconnecting in 3 s`, `Stale since 10:02`; while it is read by REST, when that was. */
export function connectionWords(link: Link, now: number): string {
  if (link.state === 'open') return 'Connected';
  if (link.state === 'connecting') return 'Connecting';
  const seconds = Math.max(0, Math.ceil((link.retryAt - now) / 1_000));
  if (link.polledAt !== undefined) return `Not live, read at ${formatMinute(link.polledAt)}`;
  if (now - link.lostAt > briefMs) return `Stale since ${formatMinute(link.lostAt)}`;
  return seconds > 0 ? `Reconnecting in ${seconds}\u00a0s` : 'Reconnecting';
}
