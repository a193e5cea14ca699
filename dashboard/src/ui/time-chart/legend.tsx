import type { Chart } from '@smartops/contract';
import { formatValue } from '../../format/value.ts';

interface LegendProps {
  unit: string;
  lines: readonly { label: string; value: number | string; chart: Chart | undefined }[];
}

/** Several lines by their colours and values now; one line by what it did over the range. */
export function Legend({ unit, lines }: LegendProps) {
  const [only, ...more] = lines;
  if (only && more.length === 0) return <One {...only} unit={unit} />;
  return (
    <div className="legend">
      {lines.map(({ label, value }, index) => (
        <span key={label}>
          <i className={`sw k${(index % 8) + 1}${index >= 5 ? ' dash' : ''}`} />
          {label} <b>{formatValue(value, unit)}</b>
        </span>
      ))}
    </div>
  );
}

function One({ chart, unit }: { chart: Chart | undefined; unit: string }) {
  const points = chart?.data ?? [];
  if (points.length === 0) return <div className="legend" />;
  const mean = points.reduce((sum, { value }) => sum + value, 0) / points.length;
  const facts = [
    ['min', Math.min(...points.map(({ min }) => min))],
    ['mean', mean],
    ['max', Math.max(...points.map(({ max }) => max))],
  ] as const;
  return (
    <div className="legend">
      {facts.map(([name, value]) => (
        <span key={name}>
          {name} <b>{formatValue(value, unit)}</b>
        </span>
      ))}
    </div>
  );
}
