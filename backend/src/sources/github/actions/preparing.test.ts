import { expect, it } from 'vitest';
import { GitHubConfig } from '../schema.ts';
import { repositoryOf } from './preparing.ts';

const config = (...repositories: string[]) =>
  GitHubConfig.parse({ owner: 'harbor-goods', token: 't', repositories });

it.each([
  ['harbor-goods/checkout-api', ['checkout-api']],
  ['checkout-api', ['checkout-api']],
  ['harbor-goods/checkout-api', ['*']],
  ['checkout-api', ['checkout-*', '!checkout-old']],
])('acts on %s where %j is watched', (name, repositories) => {
  expect(repositoryOf(name, config(...repositories))).toBe('checkout-api');
});

it.each([
  ['somebody/checkout-api', ['*']],
  ['harbor-goods/checkout-old', ['*', '!checkout-old']],
  ['ledger', ['checkout-api']],
  ['harbor-goods/../checkout-api', ['*']],
])('never acts on %s where %j is watched', (name, repositories) => {
  expect(() => repositoryOf(name, config(...repositories))).toThrow('is not watched here');
});
