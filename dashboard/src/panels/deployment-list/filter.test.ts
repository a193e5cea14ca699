import { expect, it } from 'vitest';
import { countOf, toFilter } from './filter.ts';

const nothing = {
  ...{ environment: undefined, service: undefined, status: undefined, author: undefined, text: undefined },
};

it('asks for what the address says and for nothing else', () => {
  expect(toFilter(nothing)).toEqual({});
  expect(toFilter({ ...nothing, environment: 'staging', service: 'api', text: ' pool weber ' })).toEqual({
    ...{ environment: 'staging', service: 'api', text: 'pool weber' },
  });
});

it('takes no word that nobody knows, and no text of spaces', () => {
  expect(toFilter({ ...nothing, status: 'odd', environment: 'all', text: '  ' })).toEqual({});
});

it('counts behind the tab of all what is behind each', () => {
  const counts = { production: 3, staging: 2, preview: 1 };
  expect(countOf(counts, 'all')).toBe(6);
  expect(countOf(counts, 'staging')).toBe(2);
});
