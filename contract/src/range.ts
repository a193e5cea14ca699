import type { TimeRange } from './metric.ts';

const hour = 3_600_000;

export const rangeMs: Record<TimeRange, number> = {
  '1h': hour,
  '24h': 24 * hour,
  '7d': 7 * 24 * hour,
  '30d': 30 * 24 * hour,
};
