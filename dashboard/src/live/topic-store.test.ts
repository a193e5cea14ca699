import type { Activity, TopicState } from '@smartops/contract';
import { expect, it, vi } from 'vitest';
import { createTopicStore } from './topic-store.ts';

const activity = (id: string, title = id): Activity => ({
  id,
  title,
  type: 'deployment',
  description: '',
  timestamp: '2026-11-22T14:00:00.000Z',
  source: 'github:demo',
  demo: true,
});

const only = (state: Partial<TopicState>) => state as TopicState;

it('knows nothing before the first word, which is not the same as an empty list', () => {
  const store = createTopicStore();
  expect(store.get('activity')).toBeUndefined();
  store.receive({ epoch: 'e', seq: 1, state: only({ activity: [] }) });

  expect(store.get('activity')).toEqual([]);
});

it('folds changes in and leaves what did not change as the same objects', () => {
  const store = createTopicStore();
  store.receive({
    epoch: 'e',
    seq: 1,
    state: only({ activity: [activity('a'), activity('b')], alerts: [] }),
  });
  const [first] = store.get('activity') ?? [];
  const alerts = store.get('alerts');
  store.receive({ epoch: 'e', seq: 2, changes: [{ topic: 'activity', set: { b: { title: 'new' } } }] });

  expect(store.get('activity')?.[1]?.title).toBe('new');
  expect(store.get('activity')?.[0]).toBe(first);
  expect(store.get('alerts')).toBe(alerts);
});

it('tells only those who follow a topic that changed, once a frame', () => {
  const store = createTopicStore();
  store.receive({ epoch: 'e', seq: 1, state: only({ activity: [activity('a')], alerts: [] }) });
  const [ofActivity, ofAlerts] = [vi.fn(), vi.fn()];
  store.follow('activity', ofActivity);
  store.follow('alerts', ofAlerts);
  store.receive({
    epoch: 'e',
    seq: 2,
    changes: [
      { topic: 'activity', set: { a: { title: 'one' } } },
      { topic: 'activity', set: { a: { title: 'two' } } },
    ],
  });

  expect(ofActivity).toHaveBeenCalledTimes(1);
  expect(ofAlerts).not.toHaveBeenCalled();
});

it('keeps the very list when a new state says the same', () => {
  const store = createTopicStore();
  store.replace({ activity: [activity('a')] });
  const before = store.get('activity');
  const listener = vi.fn();
  store.follow('activity', listener);
  store.replace({ activity: [activity('a')] });

  expect(store.get('activity')).toBe(before);
  expect(listener).not.toHaveBeenCalled();
});
