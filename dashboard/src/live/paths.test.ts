import { api } from '@smartops/contract';
import { expect, it } from 'vitest';
import { addressOf, type CallName, paths } from './paths.ts';

it('asks for exactly the paths of the contract', () => {
  const names = Object.keys(paths) as CallName[];
  expect(Object.fromEntries(names.map((name) => [name, api[name].path]))).toEqual(paths);
});

it('fills the path and puts the rest into the query', () => {
  expect(addressOf('getChart', { metricId: 'aws:demo/x~cpu.percent', timeRange: '1h' })).toBe(
    '/charts/aws%3Ademo%2Fx~cpu.percent?timeRange=1h',
  );
});

it('does not ask with half an address', () => {
  expect(() => addressOf('getStageLogs', { id: '1' })).toThrow('stageId');
});
