/** Unknown is a dash, never a zero. */
export const unknown = '—';

/** Between an amount and its unit; the line never breaks there. */
export const space = '\u00a0';

/** Decimals by size: 0.38, 4.82, 41.3, 212, 1,184. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  const decimals = size < 10 ? 2 : size < 100 ? 1 : 0;
  return minus(value.toLocaleString('en-US', { maximumFractionDigits: decimals }));
}

/** A whole number with thousands commas; a dash when it is not known. */
export function formatCount(value: number | null): string {
  return value === null ? unknown : minus(value.toLocaleString('en-US', { maximumFractionDigits: 0 }));
}

const minus = (text: string) => text.replace('-', '−');

/** `1 alert`, `2 alerts`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)}${space}${count === 1 ? one : many}`;
}
