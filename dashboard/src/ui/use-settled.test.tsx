// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { useSettled } from './use-settled.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('takes the first word at once, as from an address, and later ones when they stay', () => {
  const { result, rerender } = renderHook(({ text }) => useSettled(text, 250), {
    initialProps: { text: undefined as string | undefined },
  });
  rerender({ text: 'f' });
  expect(result.current).toBe('f');
  for (const text of ['fi', 'fix']) {
    rerender({ text });
    act(() => vi.advanceTimersByTime(200));
  }
  expect(result.current).toBe('f');
  act(() => vi.advanceTimersByTime(50));
  expect(result.current).toBe('fix');
});
