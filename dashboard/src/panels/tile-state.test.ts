import type { SourceState } from '@smartops/contract';
import { expect, it } from 'vitest';
import { tileState } from './tile-state.ts';

const source = (state: SourceState['state'], kind = 'aws'): SourceState => ({
  id: `${kind}:demo`,
  kind,
  title: kind,
  demo: true,
  state,
  since: '2026-11-22T14:00:00Z',
  readAt: null,
  intervalMs: 30_000,
  retryAt: null,
  problems:
    state === 'failing'
      ? [{ part: 'all', reason: 'forbidden', message: 'no', fix: null, since: '2026-11-22T14:00:00Z' }]
      : [],
});

const decide = (count: number | undefined, sources?: SourceState[], lostFor?: number) =>
  tileState({
    count,
    sources,
    kinds: ['aws'],
    link: lostFor === undefined ? { state: 'open' } : { state: 'waiting', retryAt: 0, lostAt: 0 },
    now: lostFor ?? 0,
  });

it('loads until both the items and their sources are known', () => {
  expect(decide(undefined, []).is).toBe('loading');
  expect(decide(0, undefined).is).toBe('loading');
  expect(decide(0, [source('connecting')]).is).toBe('loading');
});

it('says the backend cannot be reached only after some patience', () => {
  expect(decide(undefined, undefined, 9_000).is).toBe('loading');
  expect(decide(undefined, undefined, 11_000).is).toBe('unreachable');
});

it('never shows a source that fails as nothing there', () => {
  expect(decide(0, [source('failing')]).is).toBe('failing');
  expect(decide(0, [source('failing', 'github')])).toEqual({ is: 'empty', watched: false });
});

it('keeps what was read before and says beside it that it is not read now', () => {
  expect(decide(3, [source('failing')])).toMatchObject({
    is: 'shown',
    trouble: { problem: { message: 'no' } },
  });
  expect(decide(3, [source('ok')])).toEqual({ is: 'shown', trouble: undefined });
});

it('tells watching and finding nothing from not watching', () => {
  expect(decide(0, [source('ok')])).toEqual({ is: 'empty', watched: true });
  expect(decide(0, [])).toEqual({ is: 'empty', watched: false });
});
