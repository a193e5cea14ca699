interface Scale {
  /** The height at which a value stands; the top is 0. */
  readonly y: (value: number, height: number) => number;
}

/** A scale that shows the values and, when it is near enough to matter, the limit. Undefined when there is nothing to draw. */
export function sparkScale(values: readonly (number | null)[], limit: number | null): Scale | undefined {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return undefined;
  const low = Math.min(...known);
  const high = Math.max(...known);
  const reach = high - low || Math.abs(high) || 1;
  const withLimit = limit !== null && limit - high < 2 * reach ? Math.max(high, limit) : high;
  const pad = (withLimit - low || reach) * 0.12;
  const [bottom, top] = [low - pad, withLimit + pad];
  return { y: (value, height) => height - 2 - ((value - bottom) / (top - bottom)) * (height - 4) };
}

interface Place extends Scale {
  readonly width: number;
  readonly height: number;
}

/** An SVG path through the values at even steps; the pen is lifted over gaps. */
export function sparkPath(values: readonly (number | null)[], { width, height, y }: Place): string {
  let path = '';
  let down = false;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      down = false;
      continue;
    }
    const x = (index / Math.max(1, values.length - 1)) * width;
    path += `${down ? 'L' : 'M'}${x.toFixed(1)} ${y(value, height).toFixed(1)}`;
    down = true;
  }
  return path;
}
