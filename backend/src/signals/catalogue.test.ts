import { expect, it } from 'vitest';
import { catalogue, levelOf, metricId, splitMetricId } from './catalogue.ts';
import { formatDuration, formatValue } from './format-value.ts';

it.each([
  [0.9, 'healthy'],
  [1, 'warning'],
  [3, 'critical'],
])('calls a 5xx rate of %d %% %s', (value, level) => {
  expect(levelOf({ limit: { warning: 1, critical: 3, when: 'above' } }, value)).toBe(level);
});

it('names each metric of a kind once', () => {
  const names = catalogue.map(({ kind, metric }) => `${kind} ${metric}`);

  expect(new Set(names).size).toBe(names.length);
});

it('finds resource and metric in an id again, whatever the resource is called', () => {
  expect(splitMetricId(metricId('aws:demo:lb:app/x~y', 'http.5xx.percent'))).toEqual({
    resourceId: 'aws:demo:lb:app/x~y',
    metric: 'http.5xx.percent',
  });
  expect(splitMetricId('cpu')).toBeUndefined();
});

it.each([
  [4.824, '%', '4.82 %'],
  [2_410, 'ms', '2.41 s'],
  [96.4, 'ms', '96.4 ms'],
  [227_633_266_688, 'B', '212 GiB'],
  [1_184, '/min', '1,184 /min'],
  [200, '', '200'],
  [512, 'B/s', '512 B/s'],
])('writes %d %s as %s', (value, unit, text) => {
  expect(formatValue(value, unit).replaceAll('\u00a0', ' ')).toBe(text);
});

it.each([
  [0, '0 s'],
  [47_000, '47 s'],
  [252_000, '4 min 12 s'],
  [240_000, '4 min'],
  [11_520_000, '3 h 12 min'],
  [532_800_000, '6 d 4 h'],
])('writes %d ms as %s', (ms, text) => {
  expect(formatDuration(ms).replaceAll('\u00a0', ' ')).toBe(text);
});
