import { describe, expect, it } from 'vitest';
import { cycleOf } from '../world/story.ts';
import { DAY } from '../world/world.ts';
import { type Asking, asDescribed, base, epoch, services } from './asking.fixture.ts';

const textOf = (github: Asking, repo: string, path: string, ref: string): string => {
  const { content, encoding } = github.read(`${base}/${repo}/contents/${path}?ref=${ref}`);
  return Buffer.from(content, encoding).toString();
};
const namesIn = (github: Asking, repo: string, path: string, ref = 'main'): string[] =>
  github.read(`${base}/${repo}/contents/${path}?ref=${ref}`).map(({ name }: { name: string }) => name);

describe('a file', () => {
  it('is what its ref left of it: the setting that the story turns', () => {
    const github = asDescribed();
    const { badVersion, previousVersion, badLandedAt } = cycleOf(github.world, 0);
    github.setNow(badLandedAt);
    const path = 'deploy/production.env';
    expect(textOf(github, 'checkout-api', path, previousVersion)).toContain('DB_POOL_MAX=20\n');
    expect(textOf(github, 'checkout-api', path, badVersion)).toContain('DB_POOL_MAX=40\n');
  });

  it('is not there where it is not, nor at a ref that is none', () => {
    const github = asDescribed();
    const url = `${base}/checkout-api/contents`;
    expect(github.ask(`${url}/deploy/moon.env`).status).toBe(404);
    expect(github.ask(`${url}/README.md?ref=nowhere`).status).toBe(404);
    expect(namesIn(github, 'checkout-api', '')).toEqual(['.github', 'README.md', 'deploy', 'src']);
  });
});

it('the workflow files are those that the workflows name, with what starting them by hand asks for', () => {
  const github = asDescribed();
  for (const repo of services) {
    const { workflows } = github.read(`${base}/${repo}/actions/workflows`);
    const paths: string[] = workflows.map(({ path }: { path: string }) => path);
    expect(namesIn(github, repo, '.github/workflows').map((name) => `.github/workflows/${name}`)).toEqual(
      paths.toSorted(),
    );
    for (const path of paths) {
      const text = textOf(github, repo, path, 'main');
      const file = path.split('/').at(-1);
      const url = `${base}/${repo}/actions/workflows/${file}/dispatches`;
      const { body } = github.act('POST', url, { ref: 'main', inputs: { nonsense: '1' } });
      const isByHand = text.includes('workflow_dispatch:');
      expect(JSON.parse(body).message).toMatch(
        isByHand ? /^Unexpected inputs/ : /'workflow_dispatch' trigger/,
      );
    }
  }
  expect(textOf(github, 'checkout-api', '.github/workflows/deploy.yml', 'main')).toMatch(
    /options: \[staging, production\][\s\S]+ production:\n {4}name: Production\n[\s\S]+environment: production/,
  );
});

it('a migration comes with its change, and lies in the tree from then on', () => {
  const github = asDescribed();
  github.setNow(epoch + 3 * DAY);
  const repo = 'pricing-service';
  const commits: { sha: string; commit: { message: string } }[] = [1, 2, 3].flatMap((page) =>
    github.read(`${base}/${repo}/commits?per_page=100&page=${page}`),
  );
  const place = commits.findIndex(({ commit }) => commit.message.startsWith('Price rules per market'));
  const [brings, before] = [commits[place], commits[place + 1]];
  const { files } = github.read(`${base}/${repo}/compare/${before?.sha}...${brings?.sha}`);
  const migration = files.find(({ filename }: { filename: string }) => filename.startsWith('db/migrations/'));
  expect(migration).toMatchObject({ status: 'added', additions: 3, deletions: 0 });
  const name = migration.filename.split('/').at(-1);
  expect(namesIn(github, repo, 'db/migrations')).toContain(name);
  const earlier = github.ask(`${base}/${repo}/contents/${migration.filename}?ref=${before?.sha}`);
  expect(earlier.status).toBe(404);
  expect(textOf(github, repo, migration.filename, brings?.sha ?? '')).toMatch(/SET NOT NULL;\n$/);
});
