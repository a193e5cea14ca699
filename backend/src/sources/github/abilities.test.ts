import { GitHubAccountAttributes } from '@smartops/contract';
import { type Simulator, startSimulator } from '@smartops/simulator';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEgress } from '../../platform/egress/egress.ts';
import { type Evidence, judgeAbilities } from './abilities.ts';
import { github } from './index.ts';

const reader: Evidence = {
  permissions: undefined,
  scopes: undefined,
  isPrivate: true,
  mayPush: true,
  read: { actions: 'yes', deployments: 'no', contents: 'unknown' },
};
const writes = (writing: Partial<Evidence>) =>
  judgeAbilities(reader, { ...reader, ...writing })
    .filter(({ needs }) => needs.endsWith('write'))
    .map(({ may }) => may);

it('says of reading what was tried, with the permission each needs', () => {
  expect(judgeAbilities(reader, reader).slice(0, 4)).toEqual([
    { feature: 'Read runs and jobs', may: 'yes', needs: 'Actions: read' },
    { feature: 'Read logs', may: 'yes', needs: 'Actions: read' },
    { feature: 'Read deployments', may: 'no', needs: 'Deployments: read' },
    { feature: 'Say what a rollback undoes', may: 'unknown', needs: 'Contents: read' },
  ]);
});

it.each([
  [
    'an app by what its installation was given',
    { permissions: { actions: 'write', deployments: 'read' } },
    ['yes', 'no'],
  ],
  ['a classic token by its scopes', { scopes: ['repo', 'read:org'] }, ['yes', 'no']],
  ['a classic token for public repositories', { scopes: ['public_repo'] }, ['no', 'no']],
  ['the same at a public one', { scopes: ['public_repo'], isPrivate: false }, ['yes', 'no']],
  ['a fine-grained one, of which GitHub does not say it', {}, ['unknown', 'no']],
  ['a person who may only look', { scopes: ['repo'], mayPush: false }, ['no', 'no']],
])('judges what may be changed by %s', (_, writing, may) => {
  expect(writes(writing)).toEqual(may);
});

const epoch = Date.parse('2026-03-01T12:00:00Z');
const egress = openEgress({ timeoutMs: 60_000 });
let now = epoch;
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator({ seed: 'abilities', epoch, now: () => now });
});
afterAll(async () => {
  await simulator.close();
  await egress.close();
});

it('tries at GitHub what the token may do, with the other token what changes, and at most hourly', {
  timeout: 60_000,
}, async () => {
  const signal = new AbortController().signal;
  const asked: string[] = [];
  const connection = github.connect(
    {
      ...{ owner: 'harbor-goods', repositories: ['checkout-api'], apiUrl: simulator.githubUrl },
      token: 'contents=none',
      writeToken: 'actions=none',
    },
    {
      connectionId: 'gh',
      fetch: (input, init) => {
        asked.push(String(input));
        return egress.fetchConfigured(input, init);
      },
      fetchTyped: egress.fetchTyped,
      now: () => now,
    },
  );
  const contents = () => asked.filter((url) => url.endsWith('/contents/')).length;

  const first = await connection.collect(undefined, signal);
  const { abilities } = GitHubAccountAttributes.parse(first.resources[0]?.attributes);

  expect(first.problems).toEqual([]);
  expect(abilities.map(({ may }) => may)).toEqual(['yes', 'yes', 'yes', 'no', 'no', 'unknown']);
  const before = contents();
  now += 59 * 60_000;
  await connection.collect(first.cursor, signal);
  expect(contents()).toBe(before);
  now += 60_000;
  await connection.collect(first.cursor, signal);
  expect(contents()).toBe(before * 2);
});
