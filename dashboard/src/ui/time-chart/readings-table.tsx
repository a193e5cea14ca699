import { useState } from 'react';
import { formatExact } from '../../format/time.ts';
import { formatValue } from '../../format/value.ts';
import type { ChartData } from './chart-data.ts';

const shown = 50;

/** The newest readings as a table, for those who want numbers; drawn only while it is open. */
export function ReadingsTable({ data: { at, series }, unit }: { data: ChartData; unit: string }) {
  const [open, setOpen] = useState(false);
  const newest = at
    .map((_, index) => at.length - 1 - index)
    .filter((index) => series.some(({ values }) => values[index] != null))
    .slice(0, shown);
  return (
    <details className="border-line border-t" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer px-4 py-2 text-fg-2">Readings, newest {newest.length}</summary>
      {open && (
        <table>
          <thead>
            <tr>
              <th scope="col">Time</th>
              {series.map(({ label }) => (
                <th key={label} scope="col" className="r">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {newest.map((index) => (
              <tr key={at[index]}>
                <td>{formatExact(at[index] ?? 0)}</td>
                {series.map(({ label, values }) => (
                  <td key={label} className="r">
                    {formatValue(values[index], unit)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </details>
  );
}
