// @vitest-environment jsdom
import type { Metric } from '@smartops/contract';
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { Live } from './live.ts';
import { createTails } from './tails.ts';
import { createTopicStore } from './topic-store.ts';
import { LiveContext, useTail, useTopic } from './use-live.ts';

afterEach(cleanup);

function setUp() {
  const store = createTopicStore();
  const live = { store, tails: createTails(store) } as unknown as Live;
  return { store, live };
}

let draws = 0;

function Alerts() {
  draws++;
  return <output>{useTopic('alerts')?.length ?? 'unknown'}</output>;
}

function Cpu() {
  const values = useTail('cpu').map(({ value }) => value);
  return <output>{values.join(',')}</output>;
}

it('draws again for its own topic and no other', () => {
  const { store, live } = setUp();
  render(<Alerts />, { wrapper: ({ children }) => <LiveContext value={live}>{children}</LiveContext> });
  screen.getByText('unknown');
  act(() => store.replace({ alerts: [], metrics: [] }));
  screen.getByText('0');
  const before = draws;
  act(() =>
    store.receive({ epoch: 'e', seq: 2, changes: [{ topic: 'metrics', added: [[0, { id: 'm' }]] }] }),
  );

  expect(draws).toBe(before);
});

it('keeps what arrives of a metric, each reading once', () => {
  const { store, live } = setUp();
  render(<Cpu />, { wrapper: ({ children }) => <LiveContext value={live}>{children}</LiveContext> });
  const read = (value: Metric['value'], timestamp: string) =>
    act(() => store.replace({ metrics: [{ id: 'cpu', value, timestamp } as Metric] }));
  read(1, '2026-11-22T14:00:00Z');
  read(2, '2026-11-22T14:00:30Z');
  read(3, '2026-11-22T14:00:30Z');
  read('—', '2026-11-22T14:01:00Z');

  screen.getByText('1,2');
});
