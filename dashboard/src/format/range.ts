import type { TimeRange } from '@smartops/contract';

export const ranges = ['1h', '24h', '7d', '30d'] as const satisfies readonly TimeRange[];

const hourMs = 3_600_000;

export const rangeMs: Record<TimeRange, number> = {
  '1h': hourMs,
  '24h': 24 * hourMs,
  '7d': 168 * hourMs,
  '30d': 720 * hourMs,
};

export const rangeWords: Record<TimeRange, string> = {
  '1h': 'Last hour',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
};
