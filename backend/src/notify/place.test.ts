import type { Severity } from '@smartops/contract';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { storedNotice } from './notice.fixture.ts';
import { type ChannelLoad, type Placed, place } from './place.ts';
import type { Target } from './route.ts';

const minute = 60_000;
const target = (more: Partial<Target> = {}): Target => ({
  ...{ channelId: 'ops', route: 'r', step: 0, dueAt: 0, groupMs: minute, because: 'at-once', ...more },
});
const load = (placed: Placed[] = [], messages = 100): Map<string, ChannelLoad> =>
  new Map([['ops', { cap: { messages, perMs: 10 * minute }, placed }]]);
let ids = 0;
const newId = () => `d${ids++}`;
const sent = (dueAt: number, severity: Severity = 'warning'): Placed => ({
  ...{ id: newId(), route: 'r', step: 0, kind: 'message', dueAt, severity, title: 't', open: false },
});
const put = (at: number, loads: Map<string, ChannelLoad>, ...severities: Severity[]) =>
  place(
    severities.map((severity, i) => ({
      notice: storedNotice(`n${at}-${i}`, { severity }),
      targets: [target({ dueAt: at })],
    })),
    loads,
    { now: at, newId },
  );

it('sends the first at once and what comes within the window in one message when it is over', () => {
  const loads = load([sent(1_000)]);
  const first = put(10_000, loads, 'warning');
  expect(first.created).toMatchObject([{ dueAt: 61_000, kind: 'message' }]);
  const second = put(20_000, loads, 'warning', 'info');
  expect(second.created).toEqual([]);
  expect(second.links.map(([id]) => id)).toEqual([first.created[0]?.id, first.created[0]?.id]);
  expect(put(200_000, load([sent(1_000)]), 'warning').created).toMatchObject([{ dueAt: 200_000 }]);
});

it('does not let what is worse wait', () => {
  const loads = load([sent(1_000)]);
  put(10_000, loads, 'warning');
  const worse = put(20_000, loads, 'critical');
  expect(worse.joined).toMatchObject([{ dueAt: 20_000, severity: 'critical' }]);
  expect(put(30_000, load([sent(29_000, 'critical')]), 'critical').created).toMatchObject([
    { dueAt: 89_000 },
  ]);
});

it('puts a storm into one message', () => {
  const { created, links } = put(0, load(), ...Array.from({ length: 10_000 }, () => 'warning' as const));
  expect(created).toHaveLength(1);
  expect(new Set(links.map(([, { id }]) => id)).size).toBe(10_000);
});

it('keeps messages apart where a route does not group', () => {
  const plan = place(
    ['a', 'b'].map((id) => ({ notice: storedNotice(id), targets: [target({ groupMs: 0 })] })),
    load(),
    { now: 0, newId },
  );
  expect(plan.created).toHaveLength(2);
});

it('holds back what is over the cap and says it in one summary when there is room', () => {
  const loads = load([sent(1 * minute), sent(3 * minute), sent(5 * minute)], 3);
  const { created } = put(7 * minute, loads, 'warning');
  expect(created).toMatchObject([{ kind: 'summary', dueAt: 11 * minute }]);
  expect(put(8 * minute, loads, 'critical').created).toEqual([]);
});

it('loses nothing, tells nobody twice and never exceeds the cap, whatever comes', () => {
  const storm = fc.array(
    fc.record({
      gapMs: fc.integer({ min: 0, max: 3 * minute }),
      severity: fc.constantFrom<Severity>('info', 'warning', 'error', 'critical'),
      count: fc.integer({ min: 1, max: 30 }),
      quietMs: fc.constantFrom(0, 0, 30 * minute),
      groupMs: fc.constantFrom(0, minute),
      over: fc.boolean(),
    }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(storm, fc.integer({ min: 1, max: 6 }), (waves, messages) => {
      const perMs = 10 * minute;
      let placed: Placed[] = [];
      const homes = new Map<string, string>();
      const dues = new Map<string, number>();
      let now = 0;
      let told = 0;
      for (const wave of waves) {
        now += wave.gapMs;
        // What was due meanwhile has left.
        placed = placed.map((one) => ({ ...one, open: one.open && one.dueAt > now }));
        const routed = Array.from({ length: wave.count }, () => {
          const kind = wave.over ? ('alert-resolved' as const) : ('alert-fired' as const);
          const notice = storedNotice(`n${told++}`, { severity: wave.severity, kind });
          return { notice, targets: [target({ dueAt: now + wave.quietMs, groupMs: wave.groupMs })] };
        });
        const loads = new Map([['ops', { cap: { messages, perMs }, placed }]]);
        const plan = place(routed, loads, { now, newId });
        for (const [delivery, { id: notice }] of plan.links) {
          expect(homes.has(notice)).toBe(false);
          homes.set(notice, delivery);
        }
        placed = loads.get('ops')?.placed ?? [];
        for (const one of placed) dues.set(one.id, one.dueAt);
      }
      expect(homes.size).toBe(told);
      for (const delivery of homes.values()) expect(dues.has(delivery)).toBe(true);
      const times = [...dues.values()].sort((a, b) => a - b);
      for (const at of times)
        expect(times.filter((one) => one > at - perMs && one <= at).length).toBeLessThanOrEqual(messages + 1);
    }),
    { numRuns: 300 },
  );
});
