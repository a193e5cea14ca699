import { expect, it } from 'vitest';
import { storedAlert } from '../alerts/alert.fixture.ts';
import type { StoredAlert } from '../alerts/alert.ts';
import { type Candidate, type Grouped, type Grouping, group } from './group.ts';
import { kinOf } from './traits.ts';

const minute = 60_000;
const start = 100 * minute;

const alert = (id: string, more: Partial<StoredAlert> = {}) =>
  storedAlert(id, {
    ...{ title: `${id} above 1 %`, resourceId: `r-${id}`, resourceName: `name-${id}`, region: null },
    ...more,
  });
const deployed = (id: string): StoredAlert['changedBefore'] => [
  { kind: 'deployment', id, title: `${id} v2`, at: start - minute, failed: false, url: null },
];

let made = 0;
function run(input: Partial<Grouping>) {
  return group({
    ...{ candidates: [], changed: [], loose: [], handled: new Set(), now: start + 5 * minute },
    back: new Set(),
    isDemo: (id) => id.includes('demo'),
    newId: () => `i${++made}`,
    ...input,
  });
}

/** What one grouping left for the next. */
function candidate(
  { incident, joins }: Grouped,
  alerts: readonly StoredAlert[],
  more: Partial<Candidate> = {},
): Candidate {
  const ids = new Set(joins.map(({ alertId }) => alertId));
  return {
    ...{ incident, barred: new Set() },
    members: alerts.filter(({ id }) => ids.has(id)).map(kinOf),
    ...more,
  };
}

function opened(...alerts: StoredAlert[]): Candidate {
  const [first, ...rest] = run({ changed: alerts });
  if (!first || rest.length > 0) throw new Error(`${rest.length + 1} incidents`);
  return candidate(first, alerts);
}

const joinedBy = (home: Candidate, one: StoredAlert, more: Partial<Grouping> = {}) => {
  const grouped = run({ candidates: [home], changed: [one], ...more });
  const { joins, moments } = grouped.find(({ incident }) => incident.id === home.incident.id) ?? {};
  return { rule: joins?.[0]?.rule, detail: moments?.find(({ kind }) => kind === 'alert')?.detail };
};
const late = 500 * minute;

it('makes one incident of what begins together, led by the worst', () => {
  const [one, ...rest] = run({
    changed: [
      alert('storage', { severity: 'warning', startedAt: start - 10 * minute }),
      alert('deploy', { severity: 'error' }),
      alert('p95', { severity: 'critical', startedAt: start + 2 * minute, title: 'pricing p95 above 1 s' }),
    ],
  });

  expect(rest).toEqual([]);
  expect(one?.incident).toMatchObject({
    status: 'open',
    severity: 'critical',
    title: 'pricing p95 above 1 s',
  });
  expect(one?.incident.startedAt).toBe(start - 10 * minute);
  expect(one?.joins.map(({ alertId }) => alertId)).toEqual(['deploy', 'p95', 'storage']);
  expect(one?.incident.affectedServices).toEqual(['name-deploy', 'name-p95', 'name-storage']);
});

it('opens nothing for a warning alone, nor for what is hushed, dismissed or placed by a person', () => {
  expect(run({ changed: [alert('cpu', { severity: 'warning' })] })).toEqual([]);
  expect(run({ changed: [alert('a', { silenceId: 's' })] })).toEqual([]);
  expect(run({ changed: [alert('a', { dismissal: { by: 'ada', at: 1, reason: 'known' } })] })).toEqual([]);
  expect(run({ changed: [alert('a', { snoozedUntil: late })] })).toEqual([]);
  expect(run({ changed: [alert('a')], handled: new Set(['a']) })).toEqual([]);
});

it('takes in what fired before without being part of anything', () => {
  const [one] = run({ changed: [alert('a')], loose: [alert('w', { severity: 'warning' })] });
  expect(one?.joins.map(({ alertId }) => alertId)).toEqual(['a', 'w']);
});

it.each([
  ['resource', { resourceId: 'r-a' }, 'by same resource: name-z'],
  ['deployment', { changedBefore: deployed('d1') }, 'by same deployment: d1 v2'],
  ['topology', { labels: { service: 'name-a' } }, 'by same service: name-a'],
  ['topology', { title: 'no targets behind name-a' }, 'by same service: name-a'],
] as const)('joins by same %s, hours later, and says so', (rule, more, why) => {
  const home = opened(alert('a', { changedBefore: deployed('d1') }));
  const joined = joinedBy(home, alert('z', { startedAt: late, ...more }), { now: late });

  expect(joined.rule).toBe(rule);
  expect(joined.detail).toContain(why);
});

it('joins by account and region, or by time, only while that is near', () => {
  const place = { account: '1234', region: 'eu-west-1' };
  const home = opened(alert('a', place));
  const at = (minutes: number) => ({ startedAt: start + minutes * minute });

  expect(joinedBy(home, alert('z', { ...place, ...at(20) })).detail).toContain('account and region: 1234');
  expect(joinedBy(home, alert('z', at(30))).rule).toBe('time');
  expect(joinedBy(home, alert('z', at(31))).rule).toBeUndefined();
  expect(joinedBy(home, alert('z', { ...place, ...at(31) })).rule).toBeUndefined();
});

it('opens it again when the same comes back within half an hour, and not after', () => {
  const home = opened(alert('a'));
  const resolvedAt = start + 10 * minute;
  const over = { ...home, incident: { ...home.incident, status: 'resolved' as const, resolvedAt } };
  const back = (minutes: number) => {
    const now = resolvedAt + minutes * minute;
    const again = alert('a2', { fingerprint: 'a', startedAt: now, firedAt: now });
    return run({ candidates: [over], changed: [again], now });
  };

  expect(back(30)).toMatchObject([
    { isNew: false, incident: { status: 'open', resolvedAt: null, version: 2 } },
  ]);
  expect(back(31)).toMatchObject([{ isNew: true }]);
  const other = alert('b', { startedAt: resolvedAt });
  expect(run({ candidates: [over], changed: [other], now: resolvedAt })).toMatchObject([{ isNew: true }]);
});

it('prefers the surer sign, then what a person opened', () => {
  const byTime = opened(alert('a'));
  const byDeployment = opened(alert('b', { changedBefore: deployed('d1') }));
  const manual = { ...opened(alert('c')), incident: { ...opened(alert('c')).incident, openedBy: 'ada' } };
  const homeOf = (one: StoredAlert) =>
    run({ candidates: [byTime, byDeployment, manual], changed: [one] })[0]?.incident.id;

  expect(homeOf(alert('z', { changedBefore: deployed('d1') }))).toBe(byDeployment.incident.id);
  expect(homeOf(alert('z'))).toBe(manual.incident.id);
});

it('never makes one incident of the demo and what is real', () => {
  const home = opened(alert('a', { connectionId: 'aws' }));
  const one = alert('z', { connectionId: 'aws:demo', resourceId: 'r-a', fingerprint: 'a' });
  expect(run({ candidates: [home], changed: [one] })).toMatchObject([{ isNew: true }]);
});

it('does not put back what a person took out, nor its like', () => {
  const home = { ...opened(alert('a'), alert('b')), barred: new Set(['b']) };
  const again = alert('b2', { fingerprint: 'b', resourceId: 'r-a' });
  expect(run({ candidates: [home], changed: [again] })).toMatchObject([{ isNew: true }]);
});

it('follows the words of its gravest alert, but not over what a person chose', () => {
  const home = opened(alert('a', { severity: 'error' }));
  const worse = alert('a', { severity: 'critical', title: 'a above 3 %' });
  const chosen = { ...home, incident: { ...home.incident, title: 'Payments', chosen: ['title' as const] } };

  expect(run({ candidates: [home], changed: [worse] })[0]?.incident).toMatchObject({
    ...{ title: 'a above 3 %', severity: 'critical' },
  });
  expect(run({ candidates: [chosen], changed: [worse] })[0]?.incident).toMatchObject({
    ...{ title: 'Payments', severity: 'critical' },
  });
});

it('leaves what a person resolved alone while its alert goes on, until that ends and begins again', () => {
  const home = opened(alert('a'));
  const resolvedAt = start + minute;
  const over = { ...home, incident: { ...home.incident, status: 'resolved' as const, resolvedAt } };
  const status = (...back: string[]) =>
    run({ candidates: [over], changed: [alert('a', { severity: 'critical' })], back: new Set(back) })[0]
      ?.incident.status;

  expect(status()).toBe('resolved');
  expect(status('a')).toBe('open');
});

it('makes one incident of a storm of one cause, and tells it briefly', () => {
  const storm = Array.from({ length: 40 }, (_, index) =>
    alert(`s${index}`, {
      startedAt: start + index * 3 * minute,
      changedBefore: deployed('d1'),
      connectionId: 'aws',
    }),
  );
  let candidates: Candidate[] = [];
  for (const one of storm) {
    const [grouped, ...rest] = run({ candidates, changed: [one], now: one.startedAt });
    expect(rest).toEqual([]);
    if (!grouped) throw new Error('nothing');
    const before = candidates[0]?.members ?? [];
    candidates = [{ ...candidate(grouped, [one]), members: [...before, kinOf(one)] }];
  }
  expect(candidates).toHaveLength(1);
  expect(candidates[0]?.members).toHaveLength(40);

  const [atOnce, ...none] = run({ changed: storm });
  expect(none).toEqual([]);
  expect(atOnce?.joins).toHaveLength(40);
  expect(atOnce?.moments.map(({ text }) => text)).toContain('15 more alerts began');
});

it('groups ten thousand at once', () => {
  const storm = Array.from({ length: 10_000 }, (_, index) => alert(`s${index}`));
  const [one, ...rest] = run({ changed: storm });
  expect(rest).toEqual([]);
  expect(one?.joins).toHaveLength(10_000);
  expect(one?.incident.affectedServices).toHaveLength(50);
});

it('says who acknowledged an alert of it by itself, also before it was opened', () => {
  const acknowledgement = { by: 'Priya', at: start + 2 * minute };
  const [made] = run({ changed: [alert('a', { severity: 'critical', acknowledgement })] });
  expect(made?.moments).toContainEqual(
    expect.objectContaining({ at: start + 2 * minute, by: 'Priya', text: 'acknowledged a above 1 %' }),
  );
});
