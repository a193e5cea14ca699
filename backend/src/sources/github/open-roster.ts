import { type PartProblem, SourceError } from '../source.ts';
import type { GitHubCalls } from './calls.ts';
import type { RepositoryCursors } from './cursor.ts';
import { asSourceError, toProblem } from './failure.ts';
import { type Found, findRepositories } from './find-repositories.ts';
import { choose, mostRepositories, rosterOf, type Watched } from './roster.ts';
import type { GitHubConfig } from './schema.ts';
import { isWanted, namedInFull } from './wanted.ts';

export interface Roster {
  readonly watched: readonly Watched[];
  readonly asleep: readonly string[];
  readonly problems: readonly PartProblem[];
  /** Why those that are missing are missing. */
  readonly failures: readonly SourceError[];
  /** Whoever is not in it has gone. */
  readonly isComplete: boolean;
}

export interface RosterKeeper {
  /** At most every few minutes asked again. Throws SourceError when it is not known what there is. */
  read(github: GitHubCalls, before: RepositoryCursors): Promise<Roster>;
  /** What was found may have changed: the next read looks again. */
  doubt(): void;
  /** The repository with this name, number or key; undefined when it is not watched. */
  find(asked: { readonly id?: number | undefined; readonly name: string }): Omit<Watched, 'id'> | undefined;
}

const listedEveryMs = 5 * 60_000;
/** Repositories that are named need no look to be found: GitHub leads from the old name to the new one. */
const namedEveryMs = 3_600_000;

/** Remembers which repositories there are. */
export function openRoster(config: GitHubConfig, now: () => number): RosterKeeper {
  const everyMs = namedInFull(config.repositories) ? namedEveryMs : listedEveryMs;
  let roster: Roster | undefined;
  let nextAt = 0;
  return {
    async read(github, before) {
      if (roster && now() < nextAt) return roster;
      roster = await look({ config, github, before, roster });
      nextAt = now() + (roster.failures.length === 0 ? everyMs : listedEveryMs);
      return roster;
    },
    doubt() {
      nextAt = 0;
    },
    find({ id, name }) {
      const known = roster?.watched.find((one) => one.id === id || one.name === name || one.key === name);
      return known ?? (isWanted(config.repositories, name) ? { key: name, name } : undefined);
    },
  };
}

interface Looking {
  readonly config: GitHubConfig;
  readonly github: GitHubCalls;
  readonly before: RepositoryCursors;
  readonly roster: Roster | undefined;
}

async function look({ config, github, before, roster }: Looking): Promise<Roster> {
  try {
    return rosterFrom(await findRepositories(config, github), config, before);
  } catch (thrown) {
    const error = asSourceError(thrown);
    const watched = roster?.watched ?? rosterOf(before);
    if (watched.length === 0) throw error;
    const problems = [toProblem(`${config.owner} repositories`, error)];
    return { watched, asleep: roster?.asleep ?? [], problems, failures: [error], isComplete: false };
  }
}

function rosterFrom({ listed, failures }: Found, { owner }: GitHubConfig, before: RepositoryCursors): Roster {
  const { watched, tooMany, asleep } = choose(listed, before);
  // One that does not answer just now has not gone.
  const silent = failures.filter(({ error }) => error.reason !== 'forbidden').map(({ name }) => name);
  const kept = rosterOf(before).filter(({ key, name }) => silent.includes(key) || silent.includes(name));
  const capped = new SourceError('rate-limited', `At most ${mostRepositories} are watched at a time`, {
    fix: 'Name fewer in GITHUB_REPO, or leave some out: !name',
  });
  return {
    watched: [...watched, ...kept],
    asleep,
    problems: [
      ...failures.map(({ name, error }) => toProblem(`${owner}/${name}`, error)),
      ...(tooMany > 0 ? [toProblem(`${tooMany} more repositories of ${owner}`, capped)] : []),
    ],
    failures: failures.map(({ error }) => error),
    isComplete: silent.length === 0,
  };
}
