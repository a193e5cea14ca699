import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { formatClock } from '../../format/time.ts';
import { timeTicks } from '../time-ticks.ts';
import { useWidth } from '../use-width.ts';
import type { Lane } from './lane.ts';
import { Bar, Marker } from './marker.tsx';
import { placeMarks, type Span } from './place-marks.ts';

interface RulerProps {
  label: string;
  lanes: readonly Lane[];
  span: Span;
  /** When what is wrong began; from there on every lane is tinted. */
  onset?: number | undefined;
  bare?: boolean;
  /** Whether it ends now; else its end is a time like any other. */
  live?: boolean;
}

/** Everything that happened, on one clock. One focus stop; the arrow keys walk the marks. */
export function Ruler({ label, lanes, span, onset, bare = false, live = true }: RulerProps) {
  const lane = useRef<HTMLDivElement>(null);
  const width = useWidth(lane);
  const [walked, setWalked] = useState<string>();
  const marks = lanes
    .flatMap((it) => it.marks)
    .filter(({ at }) => at >= span.from && at <= span.to)
    .toSorted((a, b) => a.at - b.at);
  const at = marks.findIndex(({ id }) => id === walked);
  const current = marks[at];

  function walk(event: KeyboardEvent) {
    const last = marks.length - 1;
    const from = at === -1 ? marks.length : at;
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    setWalked(marks[Math.max(0, Math.min(to, last))]?.id);
  }

  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(0, marks.length - 1)}
      aria-valuenow={Math.max(0, at)}
      aria-valuetext={current ? `${formatClock(current.at)}, ${current.label}` : `${marks.length} events`}
      onKeyDown={walk}
      onBlur={() => setWalked(undefined)}
      className={`ruler${bare ? ' bare' : ''}`}
    >
      {lanes.map((it, index) => (
        <div key={it.title} className={`lane${index === lanes.length - 1 ? ' is-last' : ''}`}>
          <span title={it.title}>{it.title}</span>
          <div ref={index === 0 ? lane : undefined}>
            {width > 0 && (
              <LaneContent lane={it} span={span} width={width} onset={onset} current={current?.id} />
            )}
          </div>
        </div>
      ))}
      <Axis span={span} width={width} live={live} />
    </div>
  );
}

interface LaneContentProps {
  lane: Lane;
  span: Span;
  width: number;
  onset: number | undefined;
  current: string | undefined;
}

function LaneContent({ lane, span, width, onset, current }: LaneContentProps): ReactNode {
  const scale = width / (span.to - span.from);
  const stretched = lane.stretches.map(({ from, to = span.to }) => ({ from, to }));
  return (
    <>
      {onset !== undefined && onset < span.to && (
        <i className="onset" style={{ left: Math.max(0, (onset - span.from) * scale) }} />
      )}
      {lane.stretches
        .filter(({ from, to = span.to }) => to > span.from && from < span.to)
        .map((stretch) => (
          <Bar key={stretch.id} stretch={stretch} span={span} width={width} />
        ))}
      {placeMarks({ marks: lane.marks, span, width, onset, taken: stretched }).map((placed) => (
        <Marker
          key={placed.marks[0].id}
          placed={placed}
          current={placed.marks.some(({ id }) => id === current)}
        />
      ))}
    </>
  );
}

function Axis({ span, width, live }: { span: Span; width: number; live: boolean }) {
  const scale = width / (span.to - span.from);
  const ticks = width > 0 ? timeTicks(span.from, span.to, Math.floor(width / 72)) : [];
  return (
    <div className="axis" aria-hidden="true">
      <span />
      <div>
        {ticks.map(({ at, text }) => {
          const x = (at - span.from) * scale;
          return (
            <span key={at} className="contents">
              <i style={{ left: x }} />
              {x > 20 && x < width - 84 && <em style={{ left: x }}>{text}</em>}
            </span>
          );
        })}
        {width > 0 && (
          <em className="now">
            {live && 'now '}
            {formatClock(span.to).slice(0, 5)}
          </em>
        )}
      </div>
    </div>
  );
}
