import { expect, it } from 'vitest';
import { needsOf, readJobs } from './job-graph.ts';

const job = (name: string, startedAt: number | null = null, finishedAt: number | null = null) => ({
  ...{ id: name, name, startedAt, finishedAt },
});
const graph = (text: string, ...jobs: ReturnType<typeof job>[]) =>
  Object.fromEntries(needsOf(jobs, readJobs(text) ?? []) ?? []);

const delivery = `
on: push
jobs:
  build: { name: Build, runs-on: x }
  test: { strategy: { matrix: { shard: [1, 2] } }, name: 'Unit tests', needs: build }
  lint: { needs: [build] }
  ship: { name: 'Deploy to \${{ inputs.place }} now', needs: [test, lint] }
  after: { uses: ./.github/workflows/after.yml, needs: ship }
`;

it('finds the jobs by key, name, matrix values, expression and called workflow', () => {
  expect(
    graph(
      delivery,
      job('Build'),
      job('Unit tests (1)'),
      job('Unit tests (2)'),
      job('lint'),
      job('Deploy to production now'),
      job('after / notify'),
    ),
  ).toEqual({
    Build: [],
    'Unit tests (1)': ['Build'],
    'Unit tests (2)': ['Build'],
    lint: ['Build'],
    'Deploy to production now': ['Unit tests (1)', 'Unit tests (2)', 'lint'],
    'after / notify': ['Deploy to production now'],
  });
});

it('says nothing about a run with a job that the file does not have', () => {
  expect(needsOf([job('Build'), job('Something else')], readJobs(delivery) ?? [])).toBeUndefined();
});

it('leaves out what cannot have been waited for, where several jobs have one name', () => {
  const twice = `
jobs:
  build: { name: Build }
  ship: { name: Ship, needs: build }
  by-hand: { name: Ship }
  check: { name: Check, needs: ship }
  check-by-hand: { name: Build, needs: ship }
`;
  expect(graph(twice, job('Build', 0, 10_000), job('Ship', 11_000, 20_000), job('Check', 21_000))).toEqual({
    Build: [],
    Ship: ['Build'],
    Check: ['Ship'],
  });
});

it('takes a name that is a number, and no jobs from what is no workflow', () => {
  expect(readJobs('jobs: { a: { name: 12 } }')).toEqual([{ key: 'a', label: '12', needs: [] }]);
  for (const text of ['', 'a: [', 'jobs: 7', '- a', 'on: push']) expect(readJobs(text)).toBeUndefined();
});

it('reads hostile files in no time', () => {
  const label = `$${'{{ a }}'}x`.repeat(2_000);
  expect(needsOf([job(`${'x'.repeat(5_000)}y`)], [{ key: 'a', label, needs: [] }])).toBeUndefined();
  expect(readJobs(`a: &a [x]\njobs: {${'b: *a, '.repeat(500)}}`)).toBeUndefined();
});
