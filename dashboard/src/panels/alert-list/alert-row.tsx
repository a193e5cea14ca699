import type { Alert } from '@smartops/contract';
import { memo } from 'react';
import { alertLook, alertWords, isMuted, standingOf } from '../../facts/standing.ts';
import { formatSpan } from '../../format/duration.ts';
import { formatClock, formatExact, formatMoment } from '../../format/time.ts';
import { Lasting } from '../../ui/age.tsx';
import { useNow } from '../../ui/clock.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { MarkShape } from '../../ui/ruler/marker.tsx';

export interface AlertRowProps {
  alert: Alert;
  isCurrent: boolean;
  isPicked: boolean;
  mayAct: boolean;
  onOpen: (alert: Alert) => void;
  onPick: (alert: Alert) => void;
}

/** One line of the list; drawn again only when something about it changes. */
export const AlertRow = memo(function AlertRow(props: AlertRowProps) {
  const { alert, isCurrent, isPicked, mayAct, onOpen, onPick } = props;
  const standing = standingOf(alert);
  const look = [
    'al-row',
    isCurrent && 'is-current',
    isPicked && 'is-picked',
    (standing !== 'loud' || alert.acknowledged) && 'is-quiet',
    isMuted(alert) && 'is-muted',
  ];
  return (
    <div className={look.filter(Boolean).join(' ')}>
      <span className="al-box">
        {mayAct && (
          <label className="check bare">
            <input
              type="checkbox"
              checked={isPicked}
              aria-label={`Select ${alert.title}`}
              onChange={() => onPick(alert)}
            />
          </label>
        )}
      </span>
      <span className="al-what">
        <Glyph look={alertLook(alert)} />
        <span className="min-w-0">
          <button
            type="button"
            className="row-open al-title truncate"
            aria-current={isCurrent || undefined}
            onClick={() => onOpen(alert)}
          >
            <span className="sr-only">{alertWords(alert)}: </span>
            {alert.title}
          </button>
          <span className="al-note truncate">
            <b>{alert.message}</b>
            {placeOf(alert)}
          </span>
          <span className="al-note truncate tab:hidden">{ownerLine(alert)}</span>
        </span>
      </span>
      <Cause alert={alert} />
      <Owner alert={alert} />
      <Times alert={alert} />
    </div>
  );
});

const placeOf = ({ account, region, title, resourceName }: Alert): string => {
  const named = title.includes(resourceName) ? null : resourceName;
  const parts = [named, account, region].filter(Boolean).join(', ');
  return parts && ` · ${parts}`;
};

function Cause({ alert: { changedBefore, timestamp } }: { alert: Alert }) {
  const [cause, ...others] = changedBefore;
  if (!cause) return <span className="al-cause is-none max-tab:hidden">nothing in 30 min</span>;
  const ago = Date.parse(timestamp) - Date.parse(cause.at);
  const words = ago < 1_000 ? 'at that moment' : `${formatSpan(ago)} before`;
  return (
    <span className={`al-cause max-tab:hidden${cause.failed ? ' c-critical' : ''}`}>
      <MarkShape shape={cause.failed ? 'failed-deploy' : 'deploy'} />
      <span className="min-w-0">
        <span className="block truncate" title={cause.title}>
          {cause.title}
        </span>
        <span className="al-note truncate">
          {words}
          {others.length > 0 && `, ${others.length} more`}
        </span>
      </span>
    </span>
  );
}

function Owner({ alert }: { alert: Alert }) {
  const now = useNow(60_000);
  const isNew = !alert.owner && standingOf(alert) === 'loud' && !alert.acknowledged;
  return (
    <span className="al-owner max-tab:hidden">
      <span className={`block truncate${isNew ? ' font-medium' : ''}`}>
        {alert.owner ?? (isNew ? 'New' : 'no owner')}
      </span>
      <span className="al-note truncate">{stateLine(alert, now)}</span>
    </span>
  );
}

function stateLine(alert: Alert, now: number): string {
  const { acknowledgement, snoozedUntil, resolvedAt, dismissal, flaps, owner } = alert;
  const standing = standingOf(alert);
  if (dismissal) return `dismissed${dismissal.reason ? `: ${dismissal.reason}` : ` by ${dismissal.by}`}`;
  if (standing === 'resolved' && resolvedAt)
    return flaps > 0 ? `came back ${flaps}×` : `resolved ${formatMoment(Date.parse(resolvedAt), now)}`;
  if (standing === 'silenced') return 'silenced';
  if (snoozedUntil) return `snoozed to ${formatMoment(Date.parse(snoozedUntil), now)}`;
  if (acknowledgement)
    return acknowledgement.by === owner ? 'acknowledged' : `acknowledged by ${acknowledgement.by}`;
  return owner ? 'not acknowledged' : 'nobody yet';
}

/** Where there is no room for columns. */
function ownerLine(alert: Alert): string {
  const [cause] = alert.changedBefore;
  const who = alert.owner ?? (alert.acknowledged ? 'acknowledged' : 'New');
  return [who, cause && `after ${cause.title}`].filter(Boolean).join(' · ');
}

function Times({ alert: { timestamp, resolvedAt } }: { alert: Alert }) {
  const now = useNow(60_000);
  const since = Date.parse(timestamp);
  return (
    <span className="al-age" title={formatExact(since)}>
      <span className="block">
        {resolvedAt ? formatSpan(Date.parse(resolvedAt) - since) : <Lasting since={since} />}
      </span>
      <span className="al-note">
        {now - since < 86_400_000 ? formatClock(since) : formatMoment(since, now)}
      </span>
    </span>
  );
}
