import type { Alert } from '@smartops/contract';
import { useState } from 'react';
import { severityLook, severityWord } from '../../facts/looks.ts';
import { standingOf } from '../../facts/standing.ts';
import { formatClock, formatExact, formatMoment } from '../../format/time.ts';
import type { Items } from '../../live/topic-store.ts';
import { openModal } from '../../state/modal.ts';
import { Lasting } from '../../ui/age.tsx';
import { useNow } from '../../ui/clock.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { AlertMenu } from './alert-menu.tsx';
import { inOrder } from './in-order.ts';

const shown = 5;

/** What fires, the most pressing first. */
export function AlertsView({ items }: { items: Items<'alerts'> }) {
  const [all, setAll] = useState(false);
  const ordered = inOrder(items);
  const rest = ordered.length - shown;
  return (
    <>
      <ul className="list">
        {(all ? ordered : ordered.slice(0, shown)).map((alert) => (
          <Row key={alert.id} alert={alert} />
        ))}
      </ul>
      {rest > 0 && (
        <div className="foot">
          <button type="button" className="link" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show ${rest} more`}
          </button>
        </div>
      )}
    </>
  );
}

function Row({ alert }: { alert: Alert }) {
  const now = useNow(60_000);
  const since = Date.parse(alert.timestamp);
  return (
    <li className="alert-row">
      <Glyph look={severityLook[alert.severity]} />
      <div className="min-w-0">
        <div className="truncate font-medium">
          <button type="button" className="row-open" onClick={() => openModal('alert', alert.id)}>
            <span className="sr-only">{severityWord[alert.severity]}: </span>
            {alert.title}
          </button>
        </div>
        <div className="truncate text-fg-2 text-xs" title={alert.message}>
          {alert.message}
        </div>
      </div>
      <div className="text-right text-xs">
        <div className="text-fg-2 whitespace-nowrap" title={formatExact(since)}>
          {now - since < 86_400_000 ? formatClock(since) : formatMoment(since, now)}
        </div>
        <div className="text-fg-3 whitespace-nowrap">
          <State alert={alert} since={since} />
        </div>
      </div>
      <AlertMenu alert={alert} />
    </li>
  );
}

function State({ alert, since }: { alert: Alert; since: number }) {
  const standing = standingOf(alert);
  if (standing !== 'loud') return standing;
  return alert.acknowledged ? 'acknowledged' : <Lasting since={since} />;
}
