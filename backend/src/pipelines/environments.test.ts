import { expect, it } from 'vitest';
import { deployment } from './deployed.fixture.ts';
import { toEnvironments } from './environments.ts';

const iso = (hours: number) => new Date(hours * 3_600_000).toISOString();
const only = (...events: Parameters<typeof toEnvironments>[0]) => {
  const [service] = toEnvironments(events, () => false);
  if (!service) throw new Error('no row');
  return service;
};
const staging = { environment: 'staging' } as const;
const failed = { status: 'failed', rawStatus: 'failure' } as const;
const running = { status: 'running', rawStatus: 'in_progress', finishedAt: null } as const;

it('calls live what went well last, since when it ended, and names what was live before', () => {
  const { production } = only(deployment('old', 1, 'aaa'), deployment('new', 2, 'bbb'));

  expect(production).toMatchObject({
    live: { id: 'new', author: 'sofia' },
    since: iso(2.1),
    attempt: null,
    beforeId: 'old',
  });
});

it.each([
  ['failed', failed],
  ['goes on', running],
])('keeps what is live when a newer attempt %s, and shows the attempt', (_how, state) => {
  const { production } = only(deployment('live', 1, 'aaa'), deployment('try', 2, 'bbb', state));

  expect(production).toMatchObject({ live: { id: 'live' }, attempt: { id: 'try' } });
});

it('forgets an attempt that failed before what is live', () => {
  const { production } = only(deployment('try', 1, 'bbb', failed), deployment('live', 2, 'aaa'));

  expect(production?.attempt).toBeNull();
});

it('knows nothing live where nothing went well, and no cell where nothing went', () => {
  const row = only(deployment('try', 1, 'aaa', failed));

  expect(row.production).toMatchObject({ live: null, since: null, attempt: { id: 'try' }, beforeId: null });
  expect(row.staging).toBeNull();
  expect(row.drift).toBeNull();
});

it.each([
  ['the same commit', [deployment('s', 1, 'aaa', staging), deployment('p', 2, 'aaa')], null],
  ['nothing in staging', [deployment('p', 2, 'aaa')], null],
  [
    'two newer versions, one of them deployed twice',
    [
      deployment('s1', 1, 'aaa', staging),
      deployment('p', 2, 'aaa'),
      deployment('s2', 3, 'bbb', staging),
      deployment('s3', 4, 'bbb', staging),
      deployment('s4', 5, 'ccc', staging),
    ],
    { kind: 'behind', versions: 2, since: iso(3.1) },
  ],
  [
    'a version that staging never had, older than its own',
    [deployment('p', 1, 'zzz'), deployment('s', 2, 'aaa', staging)],
    { kind: 'behind', versions: null, since: null },
  ],
  [
    'a version that staging never had, newer than its own',
    [deployment('s', 1, 'aaa', staging), deployment('p', 2, 'zzz')],
    { kind: 'apart', versions: null, since: null },
  ],
  [
    'a version of staging that failed',
    [
      deployment('s', 1, 'aaa', staging),
      deployment('p', 2, 'aaa'),
      deployment('s2', 3, 'bbb', { ...staging, ...failed }),
    ],
    null,
  ],
])('measures drift with %s', (_case, events, drift) => {
  expect(only(...events).drift).toEqual(drift);
});

it('has a row for each service, by name', () => {
  const rows = toEnvironments(
    [deployment('w', 1, 'a', { service: 'web' }), deployment('a', 1, 'a')],
    () => true,
  );

  expect(rows.map(({ name, demo }) => [name, demo])).toEqual([
    ['api', true],
    ['web', true],
  ]);
});
