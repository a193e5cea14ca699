// @vitest-environment jsdom
import { act, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { call } from '../../live/call.ts';
import { useAnswer } from './use-answer.ts';

vi.mock('../../live/call.ts', () => ({ call: vi.fn() }));

interface Asked {
  readonly id: string;
  readonly signal: AbortSignal;
  answer(data: unknown): void;
}
let asked: Asked[];
beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.mocked(call).mockImplementation(
    (_, input, signal) =>
      new Promise((resolve) => {
        const { id = '' } = input as { id?: string };
        if (signal) asked.push({ id, signal, answer: (data) => resolve(data as never) });
      }),
  );
});
afterEach(() => vi.useRealTimers());

const render = () =>
  renderHook(
    ({ id }: { id: string | undefined }) => useAnswer('getRule', id === undefined ? undefined : { id }),
    {
      initialProps: { id: 'a' as string | undefined },
    },
  );
const rest = () => act(() => vi.advanceTimersByTimeAsync(1_000));

it('asks when the question rests, and takes back what is not wanted any more', async () => {
  const { result, rerender } = render();
  await rest();
  expect(asked.map(({ id }) => id)).toEqual(['a']);
  for (const id of ['b', 'c', 'd']) rerender({ id });
  await rest();

  expect(asked.map(({ id, signal }) => [id, signal.aborted])).toEqual([
    ['a', true],
    ['d', false],
  ]);
  await act(async () => asked[0]?.answer('late'));
  expect(result.current.data).toBeUndefined();
});

it('keeps the last answer and says that it is one to something else', async () => {
  const { result, rerender } = render();
  await rest();
  await act(async () => asked[0]?.answer('first'));
  expect(result.current).toMatchObject({ data: 'first', isFresh: true, since: undefined });
  rerender({ id: 'b' });
  expect(result.current).toMatchObject({ data: 'first', isFresh: false });
});

it('stops when somebody does not want to wait, and goes on when they do', async () => {
  const { result } = render();
  await rest();
  act(() => result.current.stop());
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(result.current).toMatchObject({ isStopped: true, since: undefined });
  act(() => result.current.again());
  await rest();
  expect(asked).toHaveLength(2);
});
