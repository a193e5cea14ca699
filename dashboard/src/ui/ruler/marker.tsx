import { formatClock } from '../../format/time.ts';
import type { RulerMark, RulerStretch } from './lane.ts';
import type { Placed, Span } from './place-marks.ts';

const flag = 'M1.5 1.5h9v5L6 10.8 1.5 6.5Z';
const triangle = 'M6 1.2 11.2 10.8H.8Z';

/** The shape of a happening: a filled flag, a hollow red flag, or a triangle. */
export function MarkShape({ shape }: Pick<RulerMark, 'shape'>) {
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
      <path
        d={shape === 'alert' ? triangle : flag}
        fill={shape === 'failed-deploy' ? 'var(--surface)' : 'currentColor'}
        stroke="currentColor"
        strokeWidth={shape === 'failed-deploy' ? 1.5 : 1}
        strokeLinejoin="round"
      />
    </svg>
  );
}

export function Marker({ placed, current }: { placed: Placed<RulerMark>; current: boolean }) {
  const [first] = placed.marks;
  const names = [
    'mk',
    first.look ? `c-${first.look}` : 'plain',
    placed.side === 'left' && 'left',
    first.key && 'key',
    current && 'on',
  ].filter(Boolean);
  const title = placed.marks.map(({ at, label }) => `${formatClock(at)} ${label}`).join('\n');
  return (
    <span className={names.join(' ')} style={{ left: placed.x }} title={title}>
      <MarkShape shape={first.shape} />
      {placed.label && <span>{placed.label}</span>}
    </span>
  );
}

interface BarProps {
  stretch: RulerStretch;
  span: Span;
  width: number;
}

export function Bar({ stretch: { from, to, look, label }, span, width }: BarProps) {
  const scale = width / (span.to - span.from);
  const left = Math.max(0, (from - span.from) * scale);
  const right = Math.max(0, (span.to - (to ?? span.to)) * scale);
  const thin = width - left - right < label.length * 6.2 + 12;
  return (
    <span
      className={`bar c-${look}${thin ? ' thin' : ''}`}
      style={{ left, right }}
      title={`${formatClock(from)} ${label}`}
    >
      {!thin && label}
    </span>
  );
}
