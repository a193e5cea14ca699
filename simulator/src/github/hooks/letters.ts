import { digest } from '../../http/request-ids.ts';
import type { GitHub } from '../github.ts';
import { inRepo, type RepoCall } from '../rest/call.ts';
import { type Happening, happeningsOf } from './happenings.ts';
import type { Hook, Letter } from './hooks.ts';
import { payloadOf } from './payload.ts';

/** What a hook's receiver has not been told yet; afterwards it counts as told. */
export function takeLetters(github: GitHub, hook: Hook): readonly Letter[] {
  const { hooks, world, book } = github;
  const now = world.now();
  const since = hooks.toldUntil.get(hook.id) ?? now;
  const extras = hooks.extras.get(hook.id) ?? [];
  hooks.extras.delete(hook.id);
  if (now <= since) return extras;
  hooks.toldUntil.set(hook.id, now);
  if (!hook.isActive) return extras;
  const wanted = happeningsOf(book, hook.repo, since, now).filter(
    ({ event }) => hook.events.includes(event) || hook.events.includes('*'),
  );
  return [...extras, ...wanted.map((one) => letterOf(github, hook, one))];
}

function letterOf(github: GitHub, hook: Hook, happening: Happening): Letter {
  const { event, at } = happening;
  const action = event === 'push' ? null : happening.action;
  const payload = payloadOf(viewOf(github, hook, at), happening);
  return {
    guid: guidOf(github, [hook.repo, event, action ?? '', subjectOf(happening), at]),
    event,
    action,
    payload,
    isRedelivery: false,
  };
}

function subjectOf(happening: Happening): string | number {
  switch (happening.event) {
    case 'push':
      return happening.commit.sha;
    case 'workflow_run':
      return `${happening.run.id}/${happening.run.attempt}`;
    case 'workflow_job':
      return happening.job.id;
    case 'deployment':
      return happening.deployment.id;
    case 'deployment_status':
      return `${happening.deployment.id}/${happening.index}`;
  }
}

/** A repository as it is at a moment, by the addresses that a hook's maker knows. */
export function viewOf({ world, book, deeds, hooks }: GitHub, { repo, origin }: Hook, at: number): RepoCall {
  const incoming = { method: 'GET', path: '/', query: new URLSearchParams(), headers: {}, body: '' };
  const call = {
    incoming,
    world,
    book,
    deeds,
    hooks,
    now: at,
    origin,
    api: `${origin}/api/v3`,
    token: undefined,
    params: {},
  };
  return inRepo(call, repo);
}

export function guidOf({ world }: Pick<GitHub, 'world'>, key: readonly (string | number)[]): string {
  const hex = digest(world.seed, world.epoch, ...key);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
