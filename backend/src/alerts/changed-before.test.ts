import { expect, it } from 'vitest';
import { finding } from './alert.fixture.ts';
import { type Candidate, changedBefore } from './changed-before.ts';

const minute = 60_000;
const change = (id: string, ago: number, more: Partial<Candidate> = {}): Candidate => ({
  kind: 'deployment',
  id,
  title: id,
  at: (100 - ago) * minute,
  failed: false,
  url: null,
  connectionId: 'github',
  demo: false,
  about: [id],
  ...more,
});
const ids = (candidates: readonly Candidate[], demo = false) =>
  changedBefore({ ...finding(), demo }, candidates).map(({ id }) => id);

it('names what is about the same service first, then what is of the same source, then the newest', () => {
  expect(
    ids([
      change('pricing', 1),
      change('other', 2),
      change('asg-web', 20, { connectionId: 'aws' }),
      change('checkout-api', 25),
    ]),
  ).toEqual(['checkout-api', 'asg-web', 'pricing', 'other']);
});

it('knows by its label which service a resource belongs to', () => {
  const database = finding({
    resourceName: 'orders-db',
    title: 'orders-db is slow',
    labels: { service: 'orders' },
  });
  const changes = [change('pricing', 1), change('orders', 25)];
  expect(changedBefore({ ...database, demo: false }, changes).map(({ id }) => id)).toEqual([
    'orders',
    'pricing',
  ]);
});

it('looks half an hour back, never ahead, and only into the same world', () => {
  const all = [
    change('late', -1),
    change('early', 31),
    change('at once', 0),
    change('demo', 1, { demo: true }),
  ];

  expect(ids(all)).toEqual(['at once']);
  expect(ids(all, true)).toEqual(['demo']);
});

it('takes no part of a word for a name', () => {
  expect(ids([change('pricing', 1), change('api', 9), change('check', 3)])).toEqual([
    'api',
    'pricing',
    'check',
  ]);
});

it('keeps the five most telling', () => {
  expect(ids(Array.from({ length: 9 }, (_, index) => change(`${index}`, index)))).toHaveLength(5);
});
