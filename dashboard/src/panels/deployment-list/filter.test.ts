import type { Deployment } from '@smartops/contract';
import { expect, it } from 'vitest';
import { filterDeployments, mergeDeployments, usualMs } from './filter.ts';

const deployment = (id: string, more: Partial<Deployment> = {}): Deployment => ({
  id,
  name: 'checkout-api',
  environment: 'production',
  status: 'success',
  rawStatus: 'success',
  branch: 'main',
  commit: 'a41c9e2',
  author: 'Jonas Weber',
  timestamp: '2026-11-22T14:00:00Z',
  duration: '',
  durationMs: null,
  title: 'Raise DB pool for peak',
  version: 'v2.31.0',
  url: null,
  pipelineId: null,
  source: 'github:demo',
  demo: true,
  ...more,
});
const ids = (list: readonly Deployment[]) => list.map(({ id }) => id);

it('believes the stream and adds what only the list knows, newest first', () => {
  const merged = mergeDeployments(
    [deployment('new', { status: 'running', timestamp: '2026-11-22T14:00:00Z' })],
    [
      deployment('old', { timestamp: '2026-11-20T14:00:00Z' }),
      deployment('new', { status: 'pending' }),
      deployment('older', { timestamp: '2026-11-19T14:00:00Z' }),
    ],
  );
  expect(ids(merged)).toEqual(['new', 'old', 'older']);
  expect(merged[0]?.status).toBe('running');
});

it('finds every word, wherever it stands', () => {
  const all = [deployment('a'), deployment('b', { name: 'ledger', environment: 'staging' })];
  expect(ids(filterDeployments(all, 'all', 'POOL weber'))).toEqual(['a', 'b']);
  expect(ids(filterDeployments(all, 'all', 'ledger a41'))).toEqual(['b']);
  expect(ids(filterDeployments(all, 'production', ''))).toEqual(['a']);
});

it('takes the median of what succeeded for usual, and nothing for nothing', () => {
  const all = [100, 300, 200].map((durationMs, index) => deployment(`${index}`, { durationMs }));
  const failed = deployment('f', { status: 'failed', durationMs: 9 });
  expect(usualMs([...all, failed], deployment('x'))).toBe(200);
  expect(usualMs([failed], deployment('x'))).toBeUndefined();
});
