import type { Deployment, Episode, Incident } from '@smartops/contract';
import { expect, it } from 'vitest';
import { lostIncidents, nearTo } from './near.ts';

const time = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 20, hour, minute)).toISOString();
const episode = (more: Partial<Episode>): Episode => ({
  ...{ resourceId: 'db', resourceName: 'orders-db', began: time(10), told: time(10, 5), ended: time(11) },
  ...{ durationMs: 3_600_000, peak: 90, critical: false, compared: null },
  ...more,
});
const incident = (more: Partial<Incident>) =>
  ({ name: 'INC-1', resourceId: 'db', timestamp: time(10, 5), resolvedAt: time(12), ...more }) as Incident;
const deployment = (more: Partial<Deployment>) =>
  ({
    ...{
      id: 'd',
      name: 'shop',
      version: 'v2',
      status: 'success',
      timestamp: time(9, 30),
      durationMs: 600_000,
    },
    ...more,
  }) as Deployment;

it('puts an incident about the same thing first, else what was deployed in the hour before', () => {
  const story = { incidents: [incident({})], deployments: [deployment({})] };
  expect(nearTo(episode({}), story)).toEqual({ kind: 'incident', name: 'INC-1' });
  const elsewhere = { ...story, incidents: [incident({ resourceId: 'web' })] };
  expect(nearTo(episode({}), elsewhere)).toEqual({ kind: 'deployment', id: 'd', label: 'shop v2' });
  const later = { incidents: [], deployments: [deployment({ timestamp: time(10, 30) })] };
  expect(nearTo(episode({}), later)).toBeUndefined();
  const longAgo = { incidents: [incident({ resolvedAt: time(9) })], deployments: [] };
  expect(nearTo(episode({ began: time(9, 30) }), longAgo)).toBeUndefined();
});

it('names the incidents of which nobody would be told any more', () => {
  const fallAway = [episode({})];
  expect(lostIncidents({ fallAway, episodes: [] }, [incident({})])).toEqual(['INC-1']);
  expect(lostIncidents({ fallAway, episodes: [episode({ began: time(10, 30) })] }, [incident({})])).toEqual(
    [],
  );
  expect(lostIncidents({ fallAway, episodes: [] }, [incident({ resourceId: 'web' })])).toEqual([]);
});
