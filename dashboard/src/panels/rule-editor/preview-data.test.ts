import { type Chart, RuleSpec } from '@smartops/contract';
import { expect, it } from 'vitest';
import { previewData, roundTo, shareOf, stepOf, worstOf } from './preview-data.ts';

const time = (minute: number) => new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString();
const chart: Chart = {
  data: [0, 5, 10].map((minute) => ({ timestamp: time(minute), value: 50, min: 40, max: 90 })),
  metric: { id: 'db~cpu.percent', label: 'CPU', unit: '%', scope: 'db', limit: null },
  ...{ from: time(0), to: time(15), stepMs: 300_000 },
};
const conditionOf = (more: object) =>
  RuleSpec.parse({
    ...{ name: 'Busy', severity: 'error' },
    condition: { kind: 'threshold', metric: 'cpu.percent', side: 'above', value: 80, ...more },
  }).condition;

it('draws what the rule sees: of several readings in a step the worst', () => {
  expect(worstOf(chart, conditionOf({})).data[0]?.value).toBe(90);
  expect(worstOf(chart, conditionOf({ side: 'below' })).data[0]?.value).toBe(40);
  expect(worstOf(chart, { kind: 'absence', metric: 'cpu.percent', forMs: 60_000 })).toBe(chart);
});

it('shows every limit, the saved one where it is another, and each episode', () => {
  const condition = conditionOf({ critical: 95, clear: { value: 70 } });
  const data = previewData({
    ...{ chart, condition, saved: conditionOf({ value: 85 }), severity: 'error', top: undefined },
    episodes: [
      {
        ...{ resourceId: 'db', resourceName: 'db', began: time(1), told: time(2), ended: null },
        ...{ durationMs: 0, peak: 90, critical: false, compared: null },
      },
    ],
  });
  expect(data.limit).toMatchObject({ value: 80, look: 'critical', side: 'above' });
  expect(data.guides).toEqual([
    { value: 95, look: 'critical' },
    { value: 70, look: 'healthy' },
    { value: 85, look: 'unknown' },
  ]);
  expect(data.bands).toEqual([{ from: Date.parse(time(1)), to: Date.parse(time(15)), look: 'critical' }]);
});

it('moves a limit in steps that people would call round', () => {
  expect(stepOf(100, '%')).toBe(1);
  expect(stepOf(6, '')).toBe(0.1);
  expect(stepOf(300, 'ms')).toBe(5);
  expect(stepOf(40 * 1024 ** 3, 'B')).toBe(0.5 * 1024 ** 3);
  expect(roundTo(57.3, 100, '%')).toBe(57);
  expect(roundTo(1.234, 6, '')).toBe(1.2);
  expect([shareOf(50, 100), shareOf(150, 100), shareOf(-1, 100), shareOf(1, 0)]).toEqual([0.5, 1, 0, 0]);
});
