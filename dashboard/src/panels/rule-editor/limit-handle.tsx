import { ChevronsUpDown } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { formatValue } from '../../format/value.ts';
import { axisHeight, plotTop } from '../../ui/time-chart/chart-data.ts';
import { roundTo, shareOf, stepOf } from './preview-data.ts';

interface LimitHandleProps {
  value: number;
  unit: string;
  /** The end of the axis. */
  top: number;
  onMove: (value: number) => void;
  /** Between a grab and a release the axis must stand still. */
  onGrab: (isGrabbed: boolean) => void;
}

/** The limit as something to take hold of, at its height beside the chart: by pointer, or with the arrow keys. */
export function LimitHandle({ value, unit, top, onMove, onGrab }: LimitHandleProps) {
  const lane = useRef<HTMLDivElement>(null);
  const step = stepOf(top, unit);

  function drag({ clientY, currentTarget, pointerId }: PointerEvent) {
    if (!currentTarget.hasPointerCapture(pointerId) || !lane.current) return;
    const { bottom, height } = lane.current.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (bottom - clientY) / height));
    onMove(roundTo(share * top, top, unit));
  }
  function press(event: KeyboardEvent) {
    const by = { ArrowUp: step, ArrowDown: -step, PageUp: 10 * step, PageDown: -10 * step }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    onMove(Math.max(0, roundTo(value + by, top, unit)));
  }
  return (
    <div ref={lane} className="re-handle-lane" style={{ top: plotTop, bottom: axisHeight }}>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Limit"
        aria-orientation="vertical"
        aria-valuemin={0}
        aria-valuemax={top}
        aria-valuenow={value}
        aria-valuetext={formatValue(value, unit)}
        className="re-handle"
        style={{ bottom: `${shareOf(value, top) * 100}%` }}
        onKeyDown={press}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          onGrab(true);
        }}
        onPointerMove={drag}
        onPointerUp={() => onGrab(false)}
        onPointerCancel={() => onGrab(false)}
      >
        <ChevronsUpDown size={12} aria-hidden />
        {formatValue(value, unit)}
      </div>
    </div>
  );
}
