import { SourceError } from '../source.ts';
import type { GitHubCalls } from './calls.ts';
import { asSourceError } from './failure.ts';
import { inParallel } from './in-parallel.ts';
import { readPages } from './read-pages.ts';
import type { GitHubConfig, Listed } from './schema.ts';
import { isWanted, namedInFull } from './wanted.ts';

export interface Found {
  readonly listed: readonly Listed[];
  /** Of the repositories named in full, those that could not be read. */
  readonly failures: readonly { readonly name: string; readonly error: SourceError }[];
}

const atOnce = 4;

/** The repositories that the setting names, as GitHub has them now. Throws SourceError when it does not list them. */
export async function findRepositories(config: GitHubConfig, github: GitHubCalls): Promise<Found> {
  const names = namedInFull(config.repositories);
  if (names) return await findNamed(names, github);
  const all = await listAll(config, github);
  const listed = all.filter(
    ({ name, owner }) =>
      isName(name) && isSame(owner.login, config.owner) && isWanted(config.repositories, name),
  );
  if (listed.length > 0) return { listed, failures: [] };
  const wanted = config.repositories.join(', ');
  throw new SourceError('forbidden', `Of ${config.owner}, GitHub shows no repository that fits ${wanted}`, {
    fix: 'Check GITHUB_REPO, or give the token or the app access to more repositories',
  });
}

async function findNamed(names: readonly string[], github: GitHubCalls): Promise<Found> {
  const looks = await inParallel(names, atOnce, (name) =>
    github.repository(name).then(
      ({ value }) => ({ name, value: { ...value, name: isName(value.name) ? value.name : name } }),
      (thrown: unknown) => ({ name, error: asSourceError(thrown) }),
    ),
  );
  return {
    // Two of the names may be one repository, before and after it was renamed.
    listed: [
      ...new Map(looks.flatMap((look) => ('value' in look ? [[look.value.id, look.value]] : []))).values(),
    ],
    failures: looks.flatMap((look) => ('error' in look ? [look] : [])),
  };
}

async function listAll({ owner, app }: GitHubConfig, github: GitHubCalls): Promise<Listed[]> {
  const list = (of: Parameters<GitHubCalls['list']>[0]) =>
    readPages(
      (page) => github.list(of, page),
      () => false,
    );
  if (app) return await list('installation');
  const ofOrganisation = await list('organisation');
  if (ofOrganisation.length > 0) return ofOrganisation;
  const { value: login } = await github.login();
  // Only the list of one's own shows the private ones.
  return await list(login && isSame(login, owner) ? 'self' : 'user');
}

/** It becomes part of addresses and ids, so anything else is not believed. */
const isName = (text: string) => /^[\w.-]+$/.test(text);

const isSame = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
