import { formatAge } from '../format/age.ts';
import { formatDuration, formatSpan } from '../format/duration.ts';
import { formatExact } from '../format/time.ts';
import { useClock } from './clock.ts';

interface AgeProps {
  /** Epoch ms; null when there never was one. */
  at: number | null;
  /** Older than twice this it is called old. */
  intervalMs?: number;
}

/** How long ago, ticking by itself; hover says exactly when. */
export function Age({ at, intervalMs }: AgeProps) {
  const text = useClock((now) => formatAge(at, now, intervalMs));
  return <span title={at === null ? undefined : formatExact(at)}>{text}</span>;
}

/** How long something has lasted, in the parts that matter. */
export function Lasting({ since }: { since: number }) {
  return <>{useClock((now) => formatSpan(now - since))}</>;
}

/** How long work has been going on, to the second. */
export function Elapsed({ since }: { since: number }) {
  return <>{useClock((now) => formatDuration(now - since))}</>;
}
