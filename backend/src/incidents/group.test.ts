import { expect, it } from 'vitest';
import { storedAlert } from '../alerts/alert.fixture.ts';
import type { StoredAlert } from '../alerts/alert.ts';
import { type Grouping, group } from './group.ts';

const minute = 60_000;

const alert = (id: string, more: Partial<StoredAlert> = {}) =>
  storedAlert(id, { title: `checkout-api ${id} above 1 %`, ...more });

function run(input: Partial<Grouping>) {
  return group({
    open: [],
    changed: [],
    firing: new Set(input.changed?.filter(({ state }) => state === 'firing').map(({ id }) => id)),
    newId: () => 'i1',
    deployedBefore: () => [],
    now: 105 * minute,
    ...input,
  });
}

it('makes one incident of what begins together, led by the worst', () => {
  const [incident, ...rest] = run({
    changed: [
      alert('deploy', { severity: 'error' }),
      alert('p95', { severity: 'critical', startedAt: 102 * minute, title: 'pricing p95 above 1 s' }),
      alert('storage', { severity: 'warning', startedAt: 104 * minute }),
    ],
    deployedBefore: (at) => [{ at: at - 3 * minute, kind: 'deployment', text: 'checkout-api v2.31.0' }],
  });

  expect(rest).toEqual([]);
  expect(incident).toMatchObject({
    status: 'open',
    severity: 'critical',
    title: 'pricing p95 above 1 s',
    alertIds: ['deploy', 'p95', 'storage'],
    affectedServices: ['checkout-api', 'pricing'],
  });
  expect(incident?.timeline.map(({ kind }) => kind)).toEqual(['deployment', 'alert', 'alert', 'alert']);
});

it('opens nothing for a warning alone', () => {
  expect(run({ changed: [alert('cpu', { severity: 'warning' })] })).toEqual([]);
});

it('ends when the last of its alerts has ended, and not before', () => {
  const open = run({ changed: [alert('a'), alert('b')] });
  const ended = alert('a', { state: 'resolved', resolvedAt: 120 * minute });

  expect(run({ open, changed: [ended], firing: new Set(['b']) })).toEqual([]);
  expect(run({ open, changed: [ended], firing: new Set() })).toMatchObject([
    { status: 'resolved', resolvedAt: 105 * minute },
  ]);
});

it('keeps what begins hours later apart', () => {
  const open = run({ changed: [alert('a')] });
  const [second] = run({
    open,
    changed: [alert('z', { startedAt: 300 * minute })],
    firing: new Set(['a', 'z']),
    newId: () => 'i2',
  });

  expect(second).toMatchObject({ id: 'i2', alertIds: ['z'] });
});
