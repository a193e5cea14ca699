// @vitest-environment jsdom
import type { Action } from '@smartops/contract';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { createElement, type ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { Live } from '../../live/live.ts';
import { createTopicStore } from '../../live/topic-store.ts';
import { LiveContext } from '../../live/use-live.ts';
import { useAction } from './use-action.ts';
import { useApproval } from './use-approval.ts';
import { useProposal } from './use-proposal.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const action = (status: Action['status'], id = 'a') => ({ id, status, steps: [] }) as unknown as Action;

function answering(status: number, body: object) {
  const ask = vi.fn(async (_url: string, _init?: RequestInit) => Response.json(body, { status }));
  vi.stubGlobal('fetch', ask);
  return ask;
}

function listening() {
  const store = createTopicStore();
  const live = { store } as unknown as Live;
  const wrapper = ({ children }: { children: ReactNode }) =>
    createElement(LiveContext, { value: live }, children);
  return { store, wrapper };
}

it('believes of reply and stream whichever is later', () => {
  const { store, wrapper } = listening();
  store.replace({ actions: [action('approved')] });
  const { result } = renderHook(() => useAction('a', action('running')), { wrapper });
  expect(result.current.action?.status).toBe('running');
  act(() => store.replace({ actions: [action('succeeded')] }));
  expect(result.current.action?.status).toBe('succeeded');
});

it('asks the API for an action that nobody has told of, and says when there is none', async () => {
  const ask = answering(404, { detail: 'Action gone does not exist' });
  const { result } = renderHook(() => useAction('gone'), { wrapper: listening().wrapper });
  await waitFor(() => expect(result.current.error?.status).toBe(404));
  expect(ask.mock.calls[0]?.[0]).toMatch(/\/api\/actions\/gone$/);
});

it('sends what was typed, and keeps why it was refused', async () => {
  const ask = answering(409, { detail: 'Things stand differently' });
  const { result } = renderHook(() => useApproval(action('proposed')));
  act(() => result.current.type('checkout-api'));
  await act(async () => result.current.approve());
  await waitFor(() => expect(result.current.failure).toBe('Things stand differently'));
  expect(JSON.parse(`${ask.mock.calls[0]?.[1]?.body}`)).toEqual({ confirmation: 'checkout-api' });
  expect(result.current.reply).toBeUndefined();
});

it('tells what was approved', async () => {
  answering(200, { action: action('approved') });
  const { result } = renderHook(() => useApproval(action('proposed')));
  await act(async () => result.current.approve());
  await waitFor(() => expect(result.current.reply?.status).toBe('approved'));
});

it('never shows the answer to a question that was given up', async () => {
  const first = Promise.withResolvers<{ action: Action }>();
  const second = Promise.withResolvers<{ action: Action }>();
  const { result, rerender } = renderHook(({ asked }) => useProposal(asked), {
    initialProps: { asked: first.promise },
  });
  rerender({ asked: second.promise });
  await act(async () => first.resolve({ action: action('proposed', 'first') }));
  expect(result.current).toBeUndefined();
  await act(async () => second.resolve({ action: action('proposed', 'second') }));
  expect(result.current).toMatchObject({ action: { id: 'second' } });
});
