import type { Incident } from '@smartops/contract';
import { expect, it } from 'vitest';
import { changedIds, incidentsOf, isFiltered, toFilter, toInput } from './filter.ts';

const nothing = {
  ...{ tab: undefined, severity: undefined, assignee: undefined },
  ...{ service: undefined, span: undefined, find: undefined },
};
const around = { me: { name: 'Ada' }, now: Date.parse('2026-11-24T10:00:00.000Z') };
const asked = (more: object) => toInput(toFilter({ ...nothing, ...more }), around);
const incident = (id: string) => ({ id }) as Incident;

it('asks for what goes on when the address says nothing, and takes no word that nobody knows', () => {
  expect(asked({})).toEqual({ status: 'active' });
  expect(asked({ tab: 'odd', severity: 'awful', span: '3y', find: '  ' })).toEqual({ status: 'active' });
  expect(isFiltered(toFilter(nothing))).toBe(false);
  expect(isFiltered(toFilter({ ...nothing, tab: 'all' }))).toBe(false);
});

it('asks for everything that the address says', () => {
  expect(
    asked({ tab: 'all', severity: 'error', assignee: 'me', service: 'api', span: '7d', find: ' pool ' }),
  ).toEqual({
    ...{ severity: 'error', assignee: 'Ada', service: 'api', text: 'pool' },
    since: '2026-11-17T10:00:00.000Z',
  });
  expect(asked({ tab: 'resolved', assignee: 'none' })).toEqual({ status: 'resolved', assignee: 'none' });
});

it('shows an incident once though two pages hold it', () => {
  const page = (...ids: string[]) => ({ incidents: ids.map(incident), next: null, total: null });
  expect(incidentsOf([page('c', 'b'), page('b', 'a')]).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

it('knows which are other than before', () => {
  const [a, b] = [incident('a'), incident('b')];
  expect([...changedIds([a, b], [a, incident('b'), incident('c')])]).toEqual(['b', 'c']);
  expect(changedIds([a, b], [b, a]).size).toBe(0);
});
