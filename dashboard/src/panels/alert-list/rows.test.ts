import { expect, it } from 'vitest';
import { alert } from '../../facts/alert.fixture.ts';
import { countOf, filterInput, toSeverities } from './filter.ts';
import { alertsIn, stepFrom, toRows } from './rows.ts';
import { parseSaved, queryToSave } from './saved.ts';

const at = '2026-11-26T14:00:00.000Z';
const some = [
  alert('over', { state: 'resolved', resolvedAt: at }),
  alert('warned'),
  alert('grave', { severity: 'critical' }),
];

it('lists groups with their alerts, and folded ones without', () => {
  const open = toRows(some, { incidents: [], grouped: true, folded: new Set() });
  expect(open.map((row) => (row.kind === 'group' ? row.group.title : row.alert.id))).toEqual([
    'In no incident',
    'grave',
    'warned',
    'Resolved',
    'over',
  ]);
  const folded = toRows(some, { incidents: [], grouped: true, folded: new Set(['none']) });
  expect(alertsIn(folded).map(({ id }) => id)).toEqual(['over']);
  const flat = toRows(some, { incidents: [], grouped: false, folded: new Set() });
  expect(alertsIn(flat).map(({ id }) => id)).toEqual(['grave', 'warned', 'over']);
});

it('steps through the list and stops at its ends', () => {
  expect(stepFrom(some, undefined, 1)).toBe('over');
  expect(stepFrom(some, undefined, -1)).toBe('grave');
  expect(stepFrom(some, 'over', 1)).toBe('warned');
  expect(stepFrom(some, 'grave', 1)).toBe('grave');
  expect(stepFrom(some, 'gone', 1)).toBe('over');
  expect(stepFrom([], undefined, 1)).toBeUndefined();
});

it('asks for what the address says, and for nothing that is no severity', () => {
  const none = {
    resource: undefined,
    rule: undefined,
    region: undefined,
    owner: undefined,
    source: undefined,
  };
  expect(toSeverities('warning,nonsense,critical')).toEqual(['critical', 'warning']);
  const filter = { ...none, find: ' pool ', severity: toSeverities('critical'), owner: 'none' };
  expect(filterInput(filter, '1h', Date.parse(at))).toEqual({
    since: '2026-11-26T13:00:00.000Z',
    text: 'pool',
    severity: ['critical'],
    owner: 'none',
  });
  const counts = { loud: 3, fresh: 2, freshWorst: null, snoozed: 1, silenced: 2, dismissed: 9, resolved: 4 };
  expect([countOf('all', counts), countOf('dismissed', counts)]).toEqual([10, 9]);
});

it('keeps filters without what is open, and believes nothing that is none', () => {
  expect(queryToSave('?state=loud&alert=1&range=24h&severity=critical')).toBe('state=loud&severity=critical');
  expect(parseSaved('[{"name":"a","query":"state=loud"},{"name":1},null]')).toEqual([
    { name: 'a', query: 'state=loud' },
  ]);
  expect([parseSaved('{'), parseSaved(null), parseSaved('{"a":1}')]).toEqual([[], [], []]);
});
