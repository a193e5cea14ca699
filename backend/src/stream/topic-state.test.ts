import type { Metric } from '@smartops/contract';
import { expect, it } from 'vitest';
import { createTopicState } from './topic-state.ts';

const metric = (id: string, value: number) => ({ id, value }) as Metric;
const changed = (value: number) => [{ topic: 'metrics', set: { cpu: { value } } }];

function started() {
  const state = createTopicState({ metrics: 30_000 });
  state.publish('metrics', [metric('cpu', 1)]);
  state.take(0);
  return state;
}

it('sends nothing that did not change', () => {
  const state = started();
  state.publish('metrics', [metric('cpu', 1)], true);

  expect(state.dueAt()).toBeUndefined();
  expect(state.take(60_000)).toEqual([]);
  expect(state.latest('metrics').version).toBe(1);
});

it('sends at once after a quiet time, and no more often than the interval', () => {
  const state = started();
  state.publish('metrics', [metric('cpu', 2)]);
  expect(state.dueAt()).toBe(30_000);
  expect(state.take(29_999)).toEqual([]);
  state.publish('metrics', [metric('cpu', 3)]);
  expect(state.take(30_000)).toEqual(changed(3));

  state.publish('metrics', [metric('cpu', 4)]);
  expect(state.take(90_000)).toEqual(changed(4));
});

it('does not let urgent items wait, nor what waits with them', () => {
  const state = started();
  state.publish('metrics', [metric('cpu', 2)]);
  state.publish('metrics', [metric('cpu', 3)], true);
  state.publish('metrics', [metric('cpu', 4)]);

  expect(state.take(1)).toEqual(changed(4));
  expect(state.take(60_000)).toEqual([]);
});

it('sends nothing when all is as it was before', () => {
  const state = started();
  state.publish('metrics', [metric('cpu', 2)]);
  state.publish('metrics', [metric('cpu', 1)]);

  expect(state.take(60_000)).toEqual([]);
  expect(state.latest('metrics').version).toBe(3);
});

it('shows readers the latest before it is sent', () => {
  const state = started();
  state.publish('metrics', [metric('cpu', 2)]);

  expect(String(state.latest('metrics').body('metrics'))).toBe('{"metrics":[{"id":"cpu","value":2}]}');
  expect(state.sent('metrics').text).toBe('[{"id":"cpu","value":1}]');
});
