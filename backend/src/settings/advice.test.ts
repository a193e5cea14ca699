import { expect, it } from 'vitest';
import { sources } from '../sources/index.ts';
import type { Source } from '../sources/source.ts';
import { adviseOn } from './advice.ts';

const source = (id: string) => sources.find((one) => one.id === id) as Source;
const advise = (id: string, advice: string, given: readonly string[] = []) =>
  adviseOn(source(id), { title: 'GitHub harbor', given: new Set(given) })(advice);
const edit = 'Settings → Connections → GitHub harbor → Edit';

it.each([
  ['Create a new token and set it as GITHUB_TOKEN', `Create a new token and set it as “Token” (${edit})`],
  [
    'Check that GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY are of one app',
    `Check that “GitHub App: App ID” and “GitHub App: Private key” are of one app (${edit})`,
  ],
  [
    'Name fewer in GITHUB_REPO, or leave some out: !name',
    `Name fewer in “Repositories”, or leave some out: !name (${edit})`,
  ],
])('names the field of the form where the setting was typed: %s', (advice, said) => {
  expect(advise('github', advice)).toBe(said);
});

it('names only the field while the connection is being typed', () => {
  const advise = adviseOn(source('github'), { title: '', given: new Set() });
  expect(advise('Create a new token and set it as GITHUB_TOKEN')).toBe(
    'Create a new token and set it as “Token”',
  );
});

it('leads to the interval unless a variable sets it', () => {
  const advice = 'Raise EVM_INTERVAL_SECONDS, or use a plan with more requests';
  expect(advise('evm', advice)).toBe(
    'Raise its interval, or use a plan with more requests (Settings → Retention and intervals)',
  );
  expect(advise('evm', advice, ['EVM_INTERVAL_SECONDS'])).toBe(advice);
});

it('leaves alone what names no setting of the form', () => {
  for (const advice of [
    'Authorise it at https://github.com/orgs/A_B/sso?x=1',
    'Allow EGRESS_ALLOW=10.0.0.0/8',
  ])
    expect(advise('github', advice)).toBe(advice);
});
