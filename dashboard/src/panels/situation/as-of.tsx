import { formatMoment } from '../../format/time.ts';
import { useConnection } from '../../live/use-live.ts';

/** While the line is down, what is said here was true when it broke. */
export function AsOf({ now }: { now: number }) {
  const link = useConnection();
  if (link.state !== 'waiting') return null;
  return <span>as known at {formatMoment(link.polledAt ?? link.lostAt, now)}</span>;
}
