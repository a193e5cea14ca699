import type { ReactNode } from 'react';
import { formatCount } from '../../format/number.ts';
import { useCall } from '../../live/call.ts';
import { Lasting } from '../../ui/age.tsx';
import { Sheet } from '../../ui/sheet.tsx';

/** What waits, what was delivered, how fast, and what was given up. */
export function Figures() {
  const figures = useCall('getNotifyFigures', {}).data?.figures;
  const { waiting, oldestWaiting, delivered24h = 0, retried24h = 0, p99Ms, dead7d } = figures ?? {};
  const count = (value: number | undefined) => (value === undefined ? '—' : formatCount(value));
  return (
    <Sheet label="Deliveries in figures">
      <dl className="cells g4 keep2">
        <Figure
          label="Waiting"
          about={
            oldestWaiting ? (
              <>
                oldest <Lasting since={Date.parse(oldestWaiting.since)} />, {oldestWaiting.channelName}
              </>
            ) : (
              'nothing is held up'
            )
          }
        >
          {count(waiting)}
        </Figure>
        <Figure
          label="Delivered, 24 h"
          about={retried24h > 0 ? `${formatCount(retried24h)} of them after a retry` : 'all at the first try'}
        >
          {count(figures && delivered24h)}
        </Figure>
        <Figure label="Time to hand over, p99" about="from when it was due, 24 h">
          {p99Ms === null || p99Ms === undefined ? '—' : <Seconds ms={p99Ms} />}
        </Figure>
        <Figure label="Dead letters, 7 d" about="kept 90 d, can be sent again">
          {count(dead7d)}
        </Figure>
      </dl>
    </Sheet>
  );
}

function Figure({ label, about, children }: { label: string; about: ReactNode; children: ReactNode }) {
  return (
    <div className="figure">
      <dt>{label}</dt>
      <dd className="of">{children}</dd>
      <dd className="about">{about}</dd>
    </div>
  );
}

function Seconds({ ms }: { ms: number }) {
  const [value, unit] = ms < 1_000 ? [Math.round(ms), 'ms'] : [(ms / 1_000).toFixed(1), 's'];
  return (
    <>
      {value} <small>{unit}</small>
    </>
  );
}
