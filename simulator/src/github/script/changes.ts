import { digest } from '../../http/request-ids.ts';
import { pick } from '../../world/chance.ts';
import { author, type Person, people, type Service } from '../../world/shop.ts';
import { CYCLE, cycleOf } from '../../world/story.ts';
import { MINUTE, SECOND, type World } from '../../world/world.ts';
import type { Commit } from './plan.ts';
import { working } from './rhythm.ts';
import { timeJobs } from './timing.ts';
import { bumps, chores, features, lowerPool, raisePool } from './titles.ts';
import { jobsOf } from './workflows.ts';

/** One pull request that was merged. */
export interface Change {
  readonly repo: Service;
  /** Names it among all changes; every chance about it is drawn with this. */
  readonly key: string;
  readonly title: string;
  readonly body: string;
  readonly author: Person;
  readonly mergedAt: number;
  /** Whether merging it deploys it. */
  readonly deploys: boolean;
  /** What the story calls the version; else it is counted. */
  readonly version: string | undefined;
  readonly failsAt: string | undefined;
}

const window = 25 * MINUTE;
const windows = CYCLE / window;

/** The changes merged in one cycle of the story, oldest first. */
export function changesOf(world: World, repo: Service, cycle: number): Change[] {
  return repo === 'checkout-api' ? storyChanges(world, cycle) : usualChanges(world, repo, cycle);
}

export function commitOf(world: World, change: Change): Commit {
  return {
    sha: digest(world.seed, world.epoch, change.key, 'merge').slice(0, 40),
    message: change.body ? `${change.title}\n\n${change.body}` : change.title,
    author: change.author,
    at: change.mergedAt - 2 * SECOND,
  };
}

export const chanceOf =
  (world: World, key: string) =>
  (...rest: (string | number)[]) =>
    world.chance('github', key, ...rest);

function usualChanges(world: World, repo: Service, cycle: number): Change[] {
  return Array.from({ length: windows }, (_, number) => {
    const key = `${repo}/${cycle}/${number}`;
    const chance = chanceOf(world, key);
    const startsAt = world.epoch + cycle * CYCLE + number * window;
    const mergedAt = startsAt + Math.floor(chance('merged') * 12 * 60) * SECOND;
    const luck = chance('kind') / working(mergedAt);
    if (luck > 0.42) return [];
    const kind = luck < 0.28 ? 'feature' : luck < 0.34 ? 'chore' : 'bump';
    const texts = { feature: features[repo], chore: chores, bump: bumps };
    const [title, body = ''] = pick(texts[kind], chance('text'));
    const deploys = kind === 'feature' || (kind === 'bump' && repo === 'search-indexer');
    const failsAt = deploys && chance('fails') < 1 / 8 ? weakSpot(repo, chance('where')) : undefined;
    const by = kind === 'bump' ? people.bot : author[repo];
    return { repo, key, title, body, author: by, mergedAt, deploys, version: undefined, failsAt };
  }).flat();
}

function weakSpot(repo: Service, chance: number): string {
  const kinds = new Set(['test', 'scan', 'migrate', 'canary', 'smoke']);
  return pick(
    jobsOf(repo, 'deploy').filter(({ kind }) => kinds.has(kind)),
    chance,
  ).name;
}

/** The deploy that breaks checkout, what ends it, and three quiet ones up to the version the next cycle starts from. */
function storyChanges(world: World, index: number): Change[] {
  const { badLandedAt, fixLandedAt, recoveredAt, badVersion, fixVersion, remedy } = cycleOf(world, index);
  const minor = badVersion.replace(/\.0$/, '');
  const make = (name: string, text: readonly [string, string?], more: Partial<Change>): Change => ({
    repo: 'checkout-api',
    key: `checkout-api/${index}/${name}`,
    title: text[0],
    body: text[1] ?? '',
    author: people.weber,
    mergedAt: 0,
    deploys: true,
    version: undefined,
    failsAt: undefined,
    ...more,
  });
  const landing = (name: string, at: number) => at - timeToProduction(world, `checkout-api/${index}/${name}`);
  const bad = make('bad', raisePool, { mergedAt: landing('bad', badLandedAt), version: badVersion });
  const isFix = remedy === 'fix';
  const fix = make('fix', lowerPool, { mergedAt: landing('fix', fixLandedAt), version: fixVersion });
  const quiet = [0, 1, 2].map((number) => {
    const chance = chanceOf(world, `checkout-api/${index}/quiet-${number}`);
    const text = !isFix && number === 0 ? lowerPool : pick(features['checkout-api'], chance('text'));
    const mayFail = number === 1 || (isFix && number === 0);
    return make(`quiet-${number}`, text, {
      mergedAt: recoveredAt + (5 + 13 * number) * MINUTE + Math.floor(chance('merged') * 300) * SECOND,
      version: `${minor}.${number + (isFix ? 2 : 1)}`,
      failsAt: mayFail && chance('fails') < 0.35 ? weakSpot('checkout-api', chance('where')) : undefined,
    });
  });
  return isFix ? [bad, fix, ...quiet] : [bad, ...quiet];
}

function timeToProduction(world: World, key: string): number {
  const chance = chanceOf(world, `${key}/deploy`);
  const jobs = timeJobs(jobsOf('checkout-api', 'deploy'), chance);
  return jobs.find(({ template }) => template.deploysTo === 'production')?.endsAt ?? 0;
}
