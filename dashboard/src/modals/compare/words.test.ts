import type { Deployment } from '@smartops/contract';
import { expect, it } from 'vitest';
import { countWords, nameOf } from './words.ts';

const deployment = (version: string | null) =>
  ({ version, commit: 'a41c9e2', environment: 'production' }) as Deployment;
const commits = (count: number) => Array.from({ length: count }, () => ({}) as never);

it('calls a deployment by its version, and by its commit where it has none', () => {
  expect(nameOf(deployment('v2.31.0'))).toBe('v2.31.0 in production');
  expect(nameOf(deployment(null))).toBe('a41c9e2 in production');
});

it('says how many commits there are, and when not all of them are shown', () => {
  expect(countWords({ total: 1, commits: commits(1) })).toBe('1\u00a0commit');
  expect(countWords({ total: 2, commits: commits(2) })).toBe('2\u00a0commits');
  expect(countWords({ total: 1_200, commits: commits(250) })).toBe('1,200\u00a0commits, the first 250 shown');
});
