import { formatNumber, space, unknown } from './number.ts';

export interface Amount {
  readonly amount: string;
  readonly unit: string;
}

const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

/** A value in the unit that reads best: ms up to 999 then s, binary bytes, gwei with one decimal. */
export function toAmount(value: number | string | null, unit: string): Amount {
  if (value === null || value === unknown) return { amount: unknown, unit: '' };
  if (typeof value === 'string') return { amount: value, unit };
  if (unit === 'ms') return inMs(value);
  if (unit === 'gwei') return { amount: value.toLocaleString('en-US', oneDecimal), unit };
  if (unit === 'B' || unit.startsWith('B/')) return inBytes(value, unit.slice(1));
  return { amount: formatNumber(value), unit };
}

/** `4.82 %`, `2.41 s`, `212 GiB`, `—`. */
export function formatValue(value: number | string | null | undefined, unit: string): string {
  const shown = toAmount(value ?? null, unit);
  return shown.unit ? `${shown.amount}${space}${shown.unit}` : shown.amount;
}

const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 };

function inMs(ms: number): Amount {
  const size = Math.abs(ms);
  if (size < 1_000) return { amount: formatNumber(ms), unit: 'ms' };
  if (size < 120_000) return { amount: formatNumber(ms / 1_000), unit: 's' };
  return { amount: formatNumber(ms / 60_000), unit: 'min' };
}

function inBytes(bytes: number, per: string): Amount {
  const power = Math.floor(Math.log2(Math.max(1, Math.abs(bytes))) / 10);
  const step = Math.min(binary.length - 1, power);
  return { amount: formatNumber(bytes / 1024 ** step), unit: `${binary[step]}${per}` };
}
