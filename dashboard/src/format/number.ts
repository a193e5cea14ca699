/** Unknown is a dash, never a zero. */
export const unknown = '—';

/** Between an amount and its unit; the line never breaks there. */
export const space = '\u00a0';

// Making one takes longer than all that it is ever used for.
const digits = [0, 1, 2].map(
  (decimals) =>
    new Intl.NumberFormat('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals }),
);
const written = (value: number, decimals: number) => minus(digits[decimals]?.format(value) ?? unknown);

/** Decimals by size: 0.38, 4.82, 41.3, 212, 1,184; none on whole numbers. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  const decimals = Number.isInteger(value) ? 0 : size < 10 ? 2 : size < 100 ? 1 : 0;
  // All of them always, so that a reading keeps its width while it ticks.
  return written(value, decimals);
}

/** A whole number with thousands commas; a dash when it is not known. */
export function formatCount(value: number | null): string {
  return value === null ? unknown : written(value, 0);
}

const minus = (text: string) => text.replace('-', '−');

/** `1 alert`, `2 alerts`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)}${space}${count === 1 ? one : many}`;
}
