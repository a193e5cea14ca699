import { expect, it } from 'vitest';
import { withChosen } from '../filter-choice.tsx';
import { toFilter } from './filter.ts';

const nothing = {
  ...{ status: undefined, repository: undefined, workflow: undefined, branch: undefined },
  ...{ actor: undefined, environment: undefined, text: undefined },
};

it('asks for what the address says and for nothing else', () => {
  expect(toFilter(nothing)).toEqual({});
  expect(toFilter({ ...nothing, status: 'failed', branch: 'main', environment: 'staging' })).toEqual({
    status: 'failed',
    branch: 'main',
    environment: 'staging',
  });
});

it('takes no word that nobody knows, and no text of spaces', () => {
  expect(toFilter({ ...nothing, status: 'odd', environment: 'moon', text: '  ' })).toEqual({});
  expect(toFilter({ ...nothing, text: ' pool weber ' })).toEqual({ text: 'pool weber' });
});

it('offers what is there, and what was asked for though it is gone', () => {
  expect(withChosen(['fix', 'main'], 'gone')).toEqual(['gone', 'fix', 'main']);
  expect(withChosen(['fix', 'main'], 'main')).toEqual(['fix', 'main']);
});
