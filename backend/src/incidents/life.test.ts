import { expect, it } from 'vitest';
import { change, whoWasFaster } from './change.ts';
import { figures } from './figures.ts';
import { storedIncident } from './incident.fixture.ts';
import { settle } from './settle.ts';

const signed = { by: 'Priya', id: 'p1', at: 5_000 };
const open = storedIncident();
const taken = storedIncident({
  status: 'investigating',
  acknowledgement: { by: 'Mei', at: 1 },
  assignee: 'Mei',
});
const over = storedIncident({ status: 'resolved', resolvedAt: 4_000 });

it('is taken by whoever investigates, once', () => {
  const { incident, moments } = change(open, { status: 'investigating' }, signed);
  expect(incident).toMatchObject({
    ...{
      status: 'investigating',
      acknowledgement: { by: 'Priya', at: 5_000 },
      assignee: 'Priya',
      version: 2,
      updatedBy: 'Priya',
    },
  });
  expect(moments).toMatchObject([{ by: 'Priya', text: 'is investigating' }]);
  expect(change(taken, { status: 'investigating' }, signed)).toEqual({ incident: taken, moments: [] });
  expect(() => change(taken, { status: 'open' }, signed)).toThrow('INC-7 is being investigated already');
});

it('is resolved and opened again, and stays open then though nothing fires', () => {
  const { incident } = change(taken, { status: 'resolved' }, signed);
  expect(incident).toMatchObject({ status: 'resolved', resolvedAt: 5_000 });
  const again = change(over, { status: 'open' }, signed).incident;
  expect(again).toMatchObject({ status: 'open', resolvedAt: null, keepOpen: true });
  expect(settle(again, { alerts: 1, firing: 0, lastEnd: 0 }, { now: 1e9, calmMs: 1 })).toBeUndefined();
});

it('keeps what a person chose from grouping', () => {
  const wish = { title: 'Payments fail', severity: 'error', affectedServices: ['a', 'a'] } as const;
  const { incident, moments } = change(open, wish, signed);
  expect(incident.chosen).toEqual(['severity', 'title', 'services']);
  expect(incident.affectedServices).toEqual(['a']);
  expect(moments).toHaveLength(3);
  expect(incident.version).toBe(2);
});

it('resolves itself when all alerts have been over for a while, as of the last end', () => {
  const time = { now: 200_000, calmMs: 120_000 };
  expect(settle(open, { alerts: 2, firing: 1, lastEnd: 10 }, time)).toBeUndefined();
  expect(settle(open, { alerts: 2, firing: 0, lastEnd: 80_001 }, time)).toBeUndefined();
  expect(settle(open, undefined, time)).toBeUndefined();
  expect(settle(over, { alerts: 1, firing: 0, lastEnd: 0 }, time)).toBeUndefined();
  expect(settle(open, { alerts: 2, firing: 0, lastEnd: 80_000 }, time)).toMatchObject({
    incident: { status: 'resolved', resolvedAt: 80_000 },
    moment: { at: 200_000, text: 'Resolved by itself' },
  });
});

it('says who was faster', () => {
  expect(whoWasFaster({ ...taken, updatedBy: 'Mei', updatedAt: 1_000 }, 13_000)).toBe(
    'Mei changed INC-7 12 s ago; it is investigating now. Look again, then decide.',
  );
});

it('counts the real ones where there are any, with mean and median, and nothing of nothing', () => {
  const fact = (openedAt: number, acknowledgedAt: number | null, connectionId = 'aws') => ({
    ...{ connectionId, startedAt: openedAt - 1_000, openedAt, acknowledgedAt, resolvedAt: openedAt + 9_000 },
  });
  const from = Date.UTC(2026, 10, 2);
  const to = Date.UTC(2026, 10, 20);
  const isDemo = (id: string) => id === 'demo';
  const facts = [
    fact(from + 1, from + 1_001),
    fact(from + 2, null),
    fact(to - 1, to + 9_999),
    fact(to, to, 'demo'),
  ];
  const made = figures(facts, { from, to, isDemo });

  expect(made).toMatchObject({
    ...{ demo: false, count: 3, open: 0, acknowledge: { count: 2, meanMs: 5_500, medianMs: 1_000 } },
    resolve: { count: 3, meanMs: 10_000, medianMs: 10_000 },
  });
  expect(made.weeks.map(({ from: week, count }) => [week.slice(0, 10), count])).toEqual([
    ['2026-11-02', 2],
    ['2026-11-09', 0],
    ['2026-11-16', 1],
  ]);
  expect(figures([fact(to, to, 'demo')], { from, to, isDemo })).toMatchObject({ demo: true, count: 1 });
  expect(figures([], { from, to, isDemo }).resolve).toEqual({ count: 0, meanMs: null, medianMs: null });
});
