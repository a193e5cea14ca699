import { expect, it } from 'vitest';
import { type CommitRange, SourceError } from '../sources/source.ts';
import { type ComparePorts, compareDeployments } from './compare.ts';
import { deployment } from './deployed.fixture.ts';

const commit = { sha: 'b'.repeat(40), title: 'Raise the pool', author: 'Sofia', url: null };
const range: CommitRange = {
  ...{ status: 'ahead', commits: [commit], total: 1, url: 'https://github.com/h/api/compare/a...b' },
  files: [{ name: 'src/pool.ts', status: 'modified' }],
};
const events = [
  deployment('old', 1, 'aaa'),
  deployment('again', 2, 'bbb'),
  deployment('new', 3, 'bbb'),
  deployment('web', 3, 'ccc', { service: 'web' }),
];

function ports(answer: (base: string, head: string) => CommitRange | undefined | Error) {
  const asked: string[] = [];
  const all: ComparePorts = {
    event: async (id) => events.find((one) => one.id === id),
    deploymentsOf: async (resourceId) => events.filter((one) => one.resourceId === resourceId),
    isDemo: () => false,
    connection: () => ({
      async compare({ service, base, head }) {
        asked.push(`${service} ${base}...${head}`);
        const found = answer(base, head);
        if (found instanceof Error) throw found;
        return found;
      },
    }),
  };
  return { all, asked };
}

it('compares with the other version that was live before it', async () => {
  const { all, asked } = ports(() => range);

  expect(await compareDeployments({ id: 'new' }, all)).toMatchObject({
    ...{ from: { id: 'old' }, to: { id: 'new' }, direction: 'forward', total: 1, commits: [commit] },
    files: [{ name: 'src/pool.ts' }],
  });
  expect(asked).toEqual(['api aaa...bbb']);
});

it('lists what an older version lacks, and says that it goes back', async () => {
  const { all, asked } = ports((base) =>
    base === 'bbb' ? { ...range, status: 'behind', commits: [], total: 0 } : range,
  );

  expect(await compareDeployments({ id: 'old', with: 'new' }, all)).toMatchObject({
    direction: 'back',
    commits: [commit],
  });
  expect(asked).toEqual(['api bbb...aaa', 'api aaa...bbb']);
});

it('asks nobody about one and the same commit', async () => {
  const { all, asked } = ports(() => range);

  expect(await compareDeployments({ id: 'new', with: 'again' }, all)).toMatchObject({ direction: 'same' });
  expect(asked).toEqual([]);
});

it.each([
  ['a deployment that nobody knows', { id: 'x' }, 'not-found', 'Deployment x does not exist'],
  ['the first one that is known', { id: 'old' }, 'not-found', 'No other version of api is known'],
  ['two services', { id: 'new', with: 'web' }, 'conflict', 'no common history'],
])('says why it cannot compare %s', async (_case, pair, code, words) => {
  const { all } = ports(() => range);
  await expect(compareDeployments(pair, all)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(words),
  });
});

it('says so when a commit is gone', async () => {
  await expect(compareDeployments({ id: 'new' }, ports(() => undefined).all)).rejects.toMatchObject({
    code: 'not-found',
    message: expect.stringMatching(/no longer has aaa or bbb: a commit is gone/),
  });
});

it("hands the source's own failure on", async () => {
  const failure = new SourceError('rate-limited', 'The quota is used up');
  await expect(compareDeployments({ id: 'new' }, ports(() => failure).all)).rejects.toBe(failure);
});
