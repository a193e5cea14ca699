// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { closeCompare, openCompare, useCompare } from './compare.ts';

beforeEach(() => history.replaceState(null, '', '/deployments?range=24h'));

it('asks for the pair in the address, and for what was live before where one is named', async () => {
  const { result } = renderHook(useCompare);
  expect(result.current).toBeUndefined();
  await act(async () => openCompare('new'));
  expect(result.current).toEqual({ id: 'new' });
  await act(async () => openCompare('new', 'old'));
  expect(result.current).toEqual({ id: 'new', with: 'old' });
});

it('leaves nothing of it in the address when it is closed', async () => {
  openCompare('new', 'old');
  const { result } = renderHook(useCompare);
  await act(async () => closeCompare());
  expect(result.current).toBeUndefined();
  expect(location.search).toBe('?range=24h');
});

it('forgets the other one when the next comparison names none', () => {
  openCompare('new', 'old');
  openCompare('newer');
  expect(location.search).toBe('?range=24h&compare=newer');
});
