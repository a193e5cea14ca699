import type { Delivery } from '@smartops/contract';
import { useState } from 'react';
import { formatClock, formatExact, formatMoment, formatZone } from '../../format/time.ts';
import { call } from '../../live/call.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { useNow } from '../../ui/clock.ts';
import { Status } from '../../ui/glyph.tsx';
import { useAct } from '../../ui/use-act.ts';
import { reloadAll } from './use-follow.ts';
import { aboutOf, firstLine, stateLook, titleOf } from './words.ts';

const dayMs = 86_400_000;
const drawnTries = 10;

export function DeliveryTable({
  deliveries,
  operator,
}: {
  deliveries: readonly Delivery[];
  operator: boolean;
}) {
  const now = useNow(10_000);
  return (
    <div className="tw">
      <table className="delivery-log" aria-label="Delivery log">
        <thead>
          <tr>
            <th scope="col" className="w-27 max-tab:hidden">
              Queued{now > 0 && `, ${formatZone(now)}`}
            </th>
            <th scope="col">Message</th>
            <th scope="col" className="w-32 max-tab:hidden">
              Channel
            </th>
            <th scope="col" className="w-32 max-tab:hidden">
              Tries
            </th>
            <th scope="col" className="w-48 max-wide:hidden">
              Last answer
            </th>
            <th scope="col" className="w-44 max-tab:w-32">
              State
            </th>
            <th scope="col" className="w-32 max-tab:hidden">
              <span className="sr-only">Act</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} now={now} operator={operator} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  delivery: Delivery;
  now: number;
  operator: boolean;
}

function Row({ delivery, now, operator }: RowProps) {
  const { id, channelName, tries, attempts, queuedAt, reason } = delivery;
  const [open, setOpen] = useState(false);
  const at = Date.parse(queuedAt);
  const last = attempts.at(-1);
  const answer = last ? firstLine(last.answer) : (reason ?? '—');
  return (
    <>
      <tr className={open ? 'opened' : undefined}>
        <td className="text-fg-2 max-tab:hidden" title={formatExact(at)}>
          {now - at < dayMs ? formatClock(at) : formatMoment(at, now)}
        </td>
        <td className="message">
          <div className="truncate font-medium">
            <button type="button" className="row-open" aria-expanded={open} onClick={() => setOpen(!open)}>
              {titleOf(delivery)}
            </button>
          </div>
          <div className="truncate text-fg-3 text-xs">{aboutOf(delivery)}</div>
          <div className="truncate text-fg-3 text-xs tab:hidden">
            {channelName} · {answer}
          </div>
        </td>
        <td className="truncate max-tab:hidden" title={channelName}>
          {channelName}
        </td>
        <td className="max-tab:hidden">
          <Tries delivery={delivery} /> <span className="text-fg-3">{tries}</span>
        </td>
        <td className="truncate text-fg-2 max-wide:hidden" title={last?.answer ?? reason ?? undefined}>
          {answer}
        </td>
        <td className="max-tab:whitespace-normal">
          <State delivery={delivery} now={now} />
        </td>
        <td className="r max-tab:hidden">
          <Again delivery={delivery} operator={operator} />
        </td>
      </tr>
      {open && (
        <tr className="sub">
          <td className="max-tab:hidden" />
          <td colSpan={6}>
            <History delivery={delivery} />
            <p className="mt-1 text-fg-3 text-xs">
              key <span className="mono">{id}</span>
              {reason && ` · ${reason}`}
            </p>
            <div className="mt-2 tab:hidden">
              <Again delivery={delivery} operator={operator} />
            </div>
          </td>
        </tr>
      )}
    </>
  );
}

function Tries({ delivery: { attempts, state } }: { delivery: Delivery }) {
  return (
    <span className="tries" aria-hidden>
      {attempts.slice(-drawnTries).map(({ at, delivered }) => (
        <i key={at} className={delivered ? 'ok' : undefined} />
      ))}
      {state === 'waiting' && <i className="next" />}
    </span>
  );
}

function State({ delivery, now }: { delivery: Delivery; now: number }) {
  const { state, tookMs, nextTryAt, tries, kind } = delivery;
  const words = {
    delivered: tookMs === null || kind === 'test' ? 'Delivered' : `Delivered ${secondsOf(tookMs)}`,
    waiting:
      nextTryAt && Date.parse(nextTryAt) > now ? `Next ${formatClock(Date.parse(nextTryAt))}` : 'Waiting',
    dead: kind === 'test' ? 'Not accepted' : 'Dead letter',
    'not-needed': 'Not needed',
  };
  const look = state === 'waiting' && tries === 0 ? 'pending' : stateLook[state];
  return <Status look={look}>{words[state]}</Status>;
}

const secondsOf = (ms: number) => (ms < 100 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`);

function Again({ delivery: { id, state, kind }, operator }: { delivery: Delivery; operator: boolean }) {
  const again = useAct(async () => {
    await call('retryDelivery', { id });
    await reloadAll();
  });
  if (!operator || kind === 'test' || (state !== 'waiting' && state !== 'dead')) return null;
  return (
    <span className="relative z-1" title={again.failure}>
      <BusyButton type="button" busy={again.busy} onClick={() => again.act()}>
        {state === 'dead' ? 'Send again' : 'Now'}
      </BusyButton>
      {again.failure && (
        <span className="sr-only" role="alert">
          {again.failure}
        </span>
      )}
    </span>
  );
}

/** Each try with what was answered and how long that took. */
function History({ delivery: { attempts, nextTryAt } }: { delivery: Delivery }) {
  const lines = attempts.map(
    ({ at, answer, tookMs }) => `${formatClock(Date.parse(at))}  ${secondsOf(tookMs)}  ${answer}`,
  );
  const next = nextTryAt ? [`next try ${formatClock(Date.parse(nextTryAt))}`] : [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <pre className="code" tabIndex={0}>
      {[...lines, ...next].join('\n') || 'not tried yet'}
    </pre>
  );
}
