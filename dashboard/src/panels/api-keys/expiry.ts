import { formatShort } from '../../format/duration.ts';
import { formatDate } from '../../format/time.ts';

const soonMs = 14 * 86_400_000;

/** `20 Feb 2027`, `in 6 d` when that is near, `expired` after it. */
export function expiryOf(
  at: number | null,
  now: number,
): { readonly words: string; readonly look: 'far' | 'near' | 'gone' } {
  if (at === null) return { words: 'never', look: 'far' };
  if (at <= now) return { words: 'expired', look: 'gone' };
  if (at - now < soonMs) return { words: `in ${formatShort(at - now)}`, look: 'near' };
  return { words: formatDate(at), look: 'far' };
}
