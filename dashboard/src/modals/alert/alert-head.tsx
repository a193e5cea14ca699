import type { Alert } from '@smartops/contract';
import { alertLook, alertWords, standingOf } from '../../facts/standing.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatMoment } from '../../format/time.ts';
import { formatValue } from '../../format/value.ts';
import { Lasting } from '../../ui/age.tsx';
import { useNow } from '../../ui/clock.ts';
import { Status } from '../../ui/glyph.tsx';

/** How it stands, who has it, and the one fact that matters. */
export function AlertHead({ alert }: { alert: Alert }) {
  const now = useNow(60_000);
  const since = Date.parse(alert.timestamp);
  const { message, limit, unit, owner, acknowledgement, flaps } = alert;
  return (
    <>
      <div className="tags">
        <Status look={alertLook(alert)} loud>
          <Standing alert={alert} />
        </Status>
        <span className="tag">{ownerWords(owner, acknowledgement?.by)}</span>
        {flaps > 0 && <span className="tag">came back {flaps}×, told once</span>}
      </div>
      <p className="headline">{message}</p>
      <p className="text-fg-2">
        {[
          limit !== null && `limit ${formatValue(limit, unit)}`,
          `since ${formatMoment(since, now)}`,
          acknowledgement && `acknowledged ${formatMoment(Date.parse(acknowledgement.at), now)}`,
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
    </>
  );
}

function Standing({ alert }: { alert: Alert }) {
  const now = useNow(60_000);
  const since = Date.parse(alert.timestamp);
  const { resolvedAt, snoozedUntil } = alert;
  const standing = standingOf(alert);
  if (standing === 'resolved' && resolvedAt)
    return <>Resolved after {formatDuration(Date.parse(resolvedAt) - since)}</>;
  if (standing === 'snoozed' && snoozedUntil)
    return <>Snoozed to {formatMoment(Date.parse(snoozedUntil), now)}</>;
  if (standing === 'loud')
    return (
      <>
        Firing, <Lasting since={since} />
      </>
    );
  return <>{alertWords(alert)}</>;
}

function ownerWords(owner: string | null, acknowledgedBy: string | undefined): string {
  if (!owner) return acknowledgedBy ? `Acknowledged by ${acknowledgedBy}, no owner` : 'New, no owner';
  return acknowledgedBy === owner
    ? `${owner}, acknowledged`
    : acknowledgedBy
      ? `${owner}, acknowledged by ${acknowledgedBy}`
      : owner;
}
