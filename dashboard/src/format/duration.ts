import { space } from './number.ts';

const units = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
] as const;

/** The two largest parts, as histories want them: `47 s`, `4 min 12 s`, `3 h 12 min`, `6 d 4 h`. */
export function formatDuration(ms: number): string {
  return parts(ms).slice(0, 2).map(word).join(' ') || `0${space}s`;
}

/** The largest part, and the next one only while it matters: `23 min`, `3 h 12 min`, `6 d 4 h`. For how long something lasts. */
export function formatSpan(ms: number): string {
  const [first, second] = parts(ms);
  if (!first) return `0${space}s`;
  const fine = first.unit === 'h' || first.unit === 'd' || (first.unit === 'min' && first.amount < 5);
  return second && fine ? `${word(first)} ${word(second)}` : word(first);
}

/** One part, for ages: `12 s`, `38 min`, `6 d`. */
export function formatShort(ms: number): string {
  const [first] = parts(ms);
  return first ? word(first) : `0${space}s`;
}

interface Part {
  readonly amount: number;
  readonly unit: (typeof units)[number][1];
}

function parts(ms: number): Part[] {
  let rest = Math.max(0, Math.round(ms / 1_000));
  const found: Part[] = [];
  for (const [size, unit] of units) {
    const amount = Math.floor(rest / size);
    rest %= size;
    if (amount > 0) found.push({ amount, unit });
    else if (found.length > 0) break;
  }
  return found;
}

const word = ({ amount, unit }: Part) => `${amount}${space}${unit}`;
