import { expect, it } from 'vitest';
import type { Observed, Subject } from './points.ts';
import { toSamples } from './signals-metrics.ts';

const fleets = { instance: 'ec2', database: 'rds', functions: 'lambda' };

function observed(
  kind: Subject['kind'],
  values: Record<string, number[]>,
  more: Partial<Observed> = {},
): Observed {
  const subject: Subject = { kind, resourceId: kind, region: 'eu-west-1', dimensions: {}, pace: 'minute' };
  const points = Object.fromEntries(
    Object.entries(values).map(([key, list]) => [key, list.map((value, at) => ({ at, value }))]),
  );
  return { subject, periodMs: 60_000, isPast: false, points, ...more };
}

function valuesOf(all: readonly Observed[], resourceId: string, metric: string, known = fleets): number[] {
  const samples = toSamples(all, known);
  return samples
    .filter((one) => one.resourceId === resourceId && one.metric === metric)
    .map(({ value }) => value);
}

const rate = (values: Record<string, number[]>) =>
  valuesOf([observed('balancer', values)], 'balancer', 'http.5xx.percent');

it('has no rate of failures without requests', () => {
  expect(rate({})).toEqual([]);
  expect(rate({ requests: [0] })).toEqual([]);
});

it('takes missing failures as none where there are requests', () => {
  expect(rate({ requests: [50] })).toEqual([0]);
});

it('counts failures of the targets and of the balancer itself', () => {
  expect(rate({ requests: [200], target5xx: [3], own5xx: [1] })).toEqual([2]);
});

it('shows a balancer without targets, which answers only failures, as failing altogether', () => {
  expect(rate({ own5xx: [40] })).toEqual([100]);
  expect(rate({ requests: [10], own5xx: [30] })).toEqual([75]);
});

it('writes times in ms and counts per minute, whatever the period', () => {
  const past = observed('balancer', { requests: [500], p99: [1.25] }, { periodMs: 300_000, isPast: true });

  expect(valuesOf([past], 'balancer', 'requests.per-minute')).toEqual([100]);
  expect(valuesOf([past], 'balancer', 'latency.p99.ms')).toEqual([1_250]);
});

it('takes the mean over those that have a value at that time', () => {
  const all = [
    observed('instance', { cpu: [10, 20] }),
    observed('instance', { cpu: [30] }),
    observed('instance', {}),
  ];

  expect(valuesOf(all, 'ec2', 'cpu.percent')).toEqual([20, 20]);
  expect(valuesOf([observed('instance', {})], 'ec2', 'cpu.percent')).toEqual([]);
});

it('has no figure for the whole while a region is missing', () => {
  const all = [observed('instance', { cpu: [10] })];

  expect(toSamples(all, { ...fleets, instance: undefined }).map(({ resourceId }) => resourceId)).toEqual([
    'instance',
  ]);
});

it('adds up functions of all regions and counts their errors against all calls', () => {
  const all = [
    observed('functions', { invocations: [90], errors: [9], throttles: [0] }),
    observed('functions', { invocations: [10], errors: [1], throttles: [5] }),
  ];

  expect(valuesOf(all, 'lambda', 'invocations.per-minute')).toEqual([100]);
  expect(valuesOf(all, 'lambda', 'errors.percent')).toEqual([10]);
  expect(valuesOf(all, 'lambda', 'throttles.per-minute')).toEqual([5]);
});

it('shows throttles also where nothing got through', () => {
  const all = [observed('functions', { throttles: [12] })];

  expect(valuesOf(all, 'lambda', 'throttles.per-minute')).toEqual([12]);
  expect(valuesOf(all, 'lambda', 'errors.percent')).toEqual([]);
});

it('fills the past of the fleet but not of each instance', () => {
  const past = observed('instance', { cpu: [50] }, { periodMs: 300_000, isPast: true });

  expect(toSamples([past], fleets).map(({ resourceId }) => resourceId)).toEqual(['ec2']);
});

it('keeps the rate CloudFront gives', () => {
  expect(
    valuesOf([observed('distribution', { failing: [0.4] })], 'distribution', 'http.5xx.percent'),
  ).toEqual([0.4]);
});
