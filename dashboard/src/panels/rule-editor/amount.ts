/** A length of time as people write it. */
export interface Span {
  readonly amount: string;
  readonly unit: SpanUnit;
}

export const spanUnits = ['s', 'min', 'h', 'd'] as const;
export type SpanUnit = (typeof spanUnits)[number];

const spanMs: Record<SpanUnit, number> = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** In the largest unit that divides it; nothing is nothing in minutes. */
export function toSpan(ms: number): Span {
  const unit = ms === 0 ? 'min' : (spanUnits.findLast((one) => ms % spanMs[one] === 0) ?? 's');
  return { amount: `${ms / spanMs[unit]}`, unit };
}

/** NaN for what is no number. */
export function fromSpan({ amount, unit }: Span): number {
  const number = plainNumber(amount);
  return Number.isNaN(number) ? number : Math.round(number * spanMs[unit]);
}

const bytes = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
const ending = /^(.*?)\s*([kmgtp]i?b|b)(?:\/s)?$/i;

/** What a value is said in: bytes in the largest binary unit below it, all else as it is. */
export const baseOf = (value: number, unit: string): number =>
  unit.startsWith('B') ? 1024 ** Math.floor(Math.log2(Math.max(1, Math.abs(value))) / 10) : 1;

/** Bytes in two digits behind the point, to the quiet side of a limit; all else is as it is. */
export function tidy(value: number, unit: string, side: 'above' | 'below'): number {
  const base = baseOf(value, unit);
  if (base === 1) return value;
  const round = side === 'above' ? Math.ceil : Math.floor;
  return (round((value / base) * 100) / 100) * base;
}

/** A value in the metric's unit as it is typed: bytes in the largest unit that says them exactly. */
export function toText(value: number, unit: string): string {
  if (!unit.startsWith('B') || value === 0) return `${value}`;
  const step = bytes.findLastIndex((_, power) => isShort(value / 1024 ** power));
  return step > 0 ? `${value / 1024 ** step} ${bytes[step]}` : `${value}`;
}

const isShort = (value: number) => Math.abs(value) >= 1 && Number(value.toFixed(2)) === value;

/** NaN for what is no number. Bytes may carry a unit: `10 GiB`. */
export function fromText(text: string, unit: string): number {
  const [, amount, size = ''] = (unit.startsWith('B') && ending.exec(text.trim())) || [];
  if (amount === undefined) return plainNumber(text.replace(unitAtEnd(unit), ''));
  const power = bytes.findIndex((one) => one[0] === size[0]?.toUpperCase());
  return plainNumber(amount) * 1024 ** power;
}

/** Whoever types the unit as well means the same. */
const unitAtEnd = (unit: string) =>
  unit ? new RegExp(`\\s*${unit.replace(/[^\w]/g, '\\$&')}\\s*$`, 'i') : /(?!)/;

const thousands = /^[-−]?\d{1,3}(,\d{3})+(\.\d+)?$/;

function plainNumber(text: string): number {
  const trimmed = text.trim();
  if (trimmed === '') return Number.NaN;
  const plain = thousands.test(trimmed) ? trimmed.replaceAll(',', '') : trimmed.replace(',', '.');
  const number = Number(plain.replace('−', '-'));
  return Number.isFinite(number) ? number : Number.NaN;
}
