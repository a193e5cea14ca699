/** A value with its unit as a sentence wants it: `4.82 %`, `2.41 s`, `212 GiB`. A no-break space before the unit. */
export function formatValue(value: number, unit: string): string {
  if (unit === 'ms') return formatMs(value);
  if (unit === 'B' || unit === 'B/s') return formatBytes(value) + unit.slice(1);
  return unit === '' ? formatNumber(value) : `${formatNumber(value)}\u00a0${unit}`;
}

/** Decimals by size: 0.38, 4.82, 41.3, 1,184. */
function formatNumber(value: number): string {
  const size = Math.abs(value);
  const decimals = size < 10 ? 2 : size < 100 ? 1 : 0;
  return value.toLocaleString('en-US', { maximumFractionDigits: decimals });
}

/** `47 s`, `4 min 12 s`, `3 h 12 min`, `6 d 4 h`: the two largest parts. */
export function formatDuration(ms: number): string {
  const total = Math.max(0, Math.round(ms / 1000));
  const parts: [number, string][] = [
    [Math.floor(total / 86_400), 'd'],
    [Math.floor(total / 3_600) % 24, 'h'],
    [Math.floor(total / 60) % 60, 'min'],
    [total % 60, 's'],
  ];
  const first = parts.findIndex(([amount]) => amount > 0);
  if (first === -1) return '0\u00a0s';
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount}\u00a0${unit}`)
    .join(' ');
}

function formatMs(ms: number): string {
  return ms < 1_000 ? `${formatNumber(ms)}\u00a0ms` : `${formatNumber(ms / 1_000)}\u00a0s`;
}

function formatBytes(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  const power = Math.min(
    units.length - 1,
    Math.max(0, Math.floor(Math.log2(Math.max(1, Math.abs(bytes))) / 10)),
  );
  return `${formatNumber(bytes / 1024 ** power)}\u00a0${units[power]}`;
}
