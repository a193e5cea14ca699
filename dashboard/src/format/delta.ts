import { formatNumber, space } from './number.ts';
import { formatValue } from './value.ts';

/** The change against the previous equal period: points for %, time for durations, else percent. Undefined when it is not known. */
export function formatDelta(
  value: number | string,
  previous: number | null,
  unit: string,
): string | undefined {
  if (typeof value !== 'number' || previous === null) return undefined;
  const difference = value - previous;
  if (unit === '%') return `${signed(difference, formatNumber)}${space}pts`;
  if (unit === 'ms') return signed(difference, (size) => formatValue(size, unit));
  if (previous === 0) return difference === 0 ? `0${space}%` : undefined;
  return `${signed((difference / Math.abs(previous)) * 100, oneDecimal)}${space}%`;
}

const oneDecimal = (size: number) => (size < 100 ? size.toFixed(1) : formatNumber(size));

/** A true minus, and no sign on what rounds to nothing. */
function signed(difference: number, format: (size: number) => string): string {
  const size = format(Math.abs(difference));
  if (Number.parseFloat(size) === 0) return size;
  return `${difference < 0 ? '−' : '+'}${size}`;
}
