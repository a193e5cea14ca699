import { useId } from 'react';
import type { Look } from '../format/look.ts';
import { sparkPath, sparkScale } from './spark-path.ts';

interface SparklineProps {
  values: readonly (number | null)[];
  limit: number | null;
  look: Look;
  stale: boolean;
}

const width = 200;
const height = 30;

/** A tiny line of the range: what lies beyond the limit is drawn in the status' colour, a gap is a gap. */
export function Sparkline({ values, limit, look, stale }: SparklineProps) {
  const clip = useId();
  const scale = sparkScale(values, limit);
  if (!scale) return <div className="metric-line" />;
  const place = { width: width - 2, height, ...scale };
  const line = sparkPath(values, place);
  const limitAt = limit === null ? -1 : place.y(limit, height);
  const limitY = limitAt >= 0 && limitAt <= height ? limitAt : undefined;
  const last = values.findLastIndex((value) => value !== null);
  const end = values[last] ?? 0;
  const beyond = limit !== null && end >= limit;
  const dot = `M${((last / Math.max(1, values.length - 1)) * (width - 2)).toFixed(1)} ${place.y(end, height).toFixed(1)}h.01`;
  return (
    <div className="metric-line">
      <svg
        className={`spark c-${look}${stale ? ' is-stale' : ''}`}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {limitY !== undefined && (
          <>
            <clipPath id={clip}>
              <rect x="0" y="-4" width={width} height={limitY + 4} />
            </clipPath>
            <path className="limit" d={`M0 ${limitY.toFixed(1)}H${width}`} />
          </>
        )}
        <path className="line" d={line} />
        {limitY !== undefined && look !== 'healthy' && (
          <path className="over" d={line} clipPath={`url(#${clip})`} />
        )}
        {!stale && <path className={`dot${beyond && look !== 'healthy' ? ' over' : ''}`} d={dot} />}
      </svg>
    </div>
  );
}
