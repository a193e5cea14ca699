import type { Ref } from 'react';
import type { ChartData } from './chart-data.ts';
import { TimeChart } from './index.tsx';
import type { ChartHandle } from './time-chart.tsx';

interface ChartBodyProps {
  title: string;
  unit: string;
  chart: {
    readonly data: ChartData | undefined;
    readonly error: Error | undefined;
    readonly isLoading: boolean;
    readonly retry: () => void;
  };
  syncKey?: string;
  height?: 'tall' | 'full';
  room?: number;
  handle?: Ref<ChartHandle>;
}

/** The drawing, or in its place and size why there is none. */
export function ChartBody({ title, unit, chart, syncKey, height, room, handle }: ChartBodyProps) {
  const { data, error, isLoading, retry } = chart;
  if (data && data.at.length > 0)
    return <TimeChart {...{ title, unit, data, syncKey, height, room, handle }} />;
  if (isLoading) return <div className={`chart chart-skeleton ${height ?? ''}`} aria-busy="true" />;
  return (
    <div className={`chart chart-blank ${height ?? ''}`}>
      {error ? (
        <>
          <p>This series cannot be read: {error.message}</p>
          <button type="button" className="btn" onClick={retry}>
            Try again
          </button>
        </>
      ) : (
        <p>No readings in this range yet. The line begins with the next one.</p>
      )}
    </div>
  );
}
