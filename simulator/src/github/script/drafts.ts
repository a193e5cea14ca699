import { digest } from '../../http/request-ids.ts';
import { author, type Person, people, type Service } from '../../world/shop.ts';
import { cycleOf } from '../../world/story.ts';
import { DAY, MINUTE, SECOND, type World } from '../../world/world.ts';
import { type Change, chanceOf, commitOf } from './changes.ts';
import type { Commit, Fate, RunDraft } from './plan.ts';
import { timeJobs } from './timing.ts';
import { jobsOf, workflowsOf } from './workflows.ts';

/** A change with the numbers it has among those of its repository. */
export interface NumberedChange extends Change {
  readonly pull: number;
  readonly version: string;
}

/** Every run that a change causes, from its first push to its last deploy. */
export function runsOfChange(world: World, change: NumberedChange): RunDraft[] {
  const pushes = pullRequestRuns(world, change);
  const first = pushes[0]?.createdAt ?? change.mergedAt;
  return [...pushes, ...trialRuns(world, change, first), ...mainRuns(world, change)];
}

interface Asked extends Partial<RunDraft> {
  readonly workflow: RunDraft['workflow'];
  readonly createdAt: number;
  readonly name: string;
}

function draft(world: World, change: NumberedChange, { name, ...more }: Asked): RunDraft {
  const { repo, title, body, version } = change;
  return {
    repo,
    event: 'push',
    title,
    branch: 'main',
    commit: commitOf(world, change),
    actor: change.author,
    version: null,
    pull: null,
    key: `${change.key}/${name}`,
    fate: {},
    description: body && version ? `${title}\n\n${body}` : title,
    ...more,
  };
}

/** The first push sometimes fails or is overtaken by a second one. */
function pullRequestRuns(world: World, change: NumberedChange): RunDraft[] {
  const chance = chanceOf(world, change.key);
  const openedAt = change.mergedAt - (780 + Math.floor(chance('opened') * 1_500)) * SECOND;
  const luck = change.key.endsWith('/bad') ? 1 : chance('first push');
  const again = openedAt + (luck < 0.12 ? 240 + Math.floor(luck * 1_500) : 70) * SECOND;
  const push = (number: number, createdAt: number, fate: Fate = {}) =>
    draft(world, change, {
      ...headOf(world, change, number, createdAt),
      name: `ci-${number}`,
      workflow: 'ci',
      event: 'pull_request',
      createdAt,
      fate,
    });
  if (luck >= 0.19) return [push(0, openedAt)];
  const fate =
    luck < 0.12 ? { failsAt: luck < 0.04 ? 'Lint' : 'Unit tests' } : { cancelledAfter: 72 * SECOND };
  return [push(0, openedAt, fate), push(1, again)];
}

function headOf(world: World, change: NumberedChange, number: number, at: number) {
  const slug = change.title
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const isBot = change.author.type === 'Bot';
  const commit: Commit = {
    sha: digest(world.seed, world.epoch, change.key, 'head', number).slice(0, 40),
    message: number === 0 ? change.title : 'Fix the tests',
    author: change.author,
    at: at - 6 * SECOND,
  };
  const branch = isBot
    ? `dependabot/npm_and_yarn/${slug.replace(/^bump-/, '')}`
    : `${change.author.login}/${slug}`;
  return { commit, branch, pull: change.pull };
}

/** Previews of the storefront, and release candidates of the ledger. */
function trialRuns(world: World, change: NumberedChange, openedAt: number): RunDraft[] {
  if (change.repo === 'storefront-web')
    return [
      draft(world, change, {
        ...headOf(world, change, 0, openedAt),
        name: 'preview',
        workflow: 'preview',
        event: 'pull_request',
        version: `pr-${change.pull}`,
        createdAt: openedAt,
      }),
    ];
  if (change.repo !== 'ledger-worker' || !change.deploys) return [];
  const isStopped = chanceOf(world, change.key)('stopped') < 0.2;
  const version = `${change.version}-rc.1`;
  return [
    draft(world, change, {
      ...headOf(world, change, 0, openedAt),
      name: 'staging',
      workflow: 'staging',
      event: 'workflow_dispatch',
      title: `${change.title} (${version})`,
      pull: null,
      version,
      createdAt: openedAt + 5 * MINUTE,
      fate: isStopped ? { cancelledAfter: 44 * SECOND } : {},
    }),
  ];
}

function mainRuns(world: World, change: NumberedChange): RunDraft[] {
  const { deploys, version, mergedAt, failsAt, repo, title } = change;
  if (!deploys) return [draft(world, change, { name: 'main', workflow: 'ci', createdAt: mergedAt })];
  const deploy = draft(world, change, {
    name: 'deploy',
    workflow: 'deploy',
    title: `${title} (${version})`,
    version,
    createdAt: mergedAt,
    fate: { failsAt },
  });
  if (repo !== 'pricing-service' || failsAt) return [deploy];
  const chance = chanceOf(world, change.key);
  const review = {
    after: (20 + Math.floor(chance('reviewed') * 60)) * SECOND,
    state: 'approved',
    by: people.nair,
    comment: '',
  } as const;
  const fate = chance('promotion') < 1 / 16 ? { failsAt: 'Smoke test', review } : { review };
  const promotion = draft(world, change, {
    name: 'promotion',
    workflow: 'deploy',
    event: 'workflow_dispatch',
    title: `Promote ${version} to production`,
    version,
    createdAt: mergedAt + (500 + Math.floor(chance('promoted') * 240)) * SECOND,
    fate,
  });
  return [deploy, promotion];
}

/** What ends the story of every other cycle. */
export function rollbackOf(world: World, index: number, head: Commit, target: Commit): RunDraft[] {
  const { remedy, fixLandedAt, previousVersion } = cycleOf(world, index);
  if (remedy !== 'rollback') return [];
  const key = `rollback/${index}`;
  const jobs = timeJobs(jobsOf('checkout-api', 'rollback'), chanceOf(world, key));
  const landsAfter = jobs.find(({ template }) => template.deploysTo === 'production')?.endsAt ?? 0;
  const title = `Roll back production to ${previousVersion}`;
  return [
    {
      repo: 'checkout-api',
      workflow: 'rollback',
      event: 'workflow_dispatch',
      title,
      branch: 'main',
      commit: head,
      actor: people.nair,
      version: previousVersion,
      pull: null,
      createdAt: fixLandedAt - landsAfter,
      key,
      fate: {},
      description: title,
      deployedSha: target.sha,
    },
  ];
}

const nightlyMinute: Partial<Record<Service, number>> = { 'search-indexer': 137, 'ledger-worker': 185 };

/** The scheduled run that begins between two moments, if one does. */
export function nightlyOf(
  world: World,
  repo: Service,
  [from, to]: readonly [number, number],
  head: Commit,
): RunDraft[] {
  const minute = nightlyMinute[repo];
  if (minute === undefined || !workflowsOf(repo).some(({ key }) => key === 'nightly')) return [];
  const phase = world.epoch % SECOND;
  const today = Math.floor((to - 1) / DAY) * DAY + minute * MINUTE + phase;
  const createdAt = today < to ? today : today - DAY;
  if (createdAt < from) return [];
  const key = `nightly/${repo}/${Math.floor(createdAt / DAY)}`;
  const fails = chanceOf(world, key)('fails') < 0.1;
  const actor: Person = author[repo];
  const title = 'Nightly';
  return [
    {
      repo,
      workflow: 'nightly',
      event: 'schedule',
      title,
      branch: 'main',
      commit: head,
      actor,
      version: null,
      pull: null,
      createdAt,
      key,
      fate: fails ? { failsAt: jobsOf(repo, 'nightly')[0]?.name } : {},
      description: title,
    },
  ];
}
