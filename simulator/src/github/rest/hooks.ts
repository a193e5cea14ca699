import type { Hook, Hooks, Letter } from '../hooks/hooks.ts';
import { guidOf } from '../hooks/letters.ts';
import { around } from '../hooks/payload.ts';
import { type Body, bodyOf, flagOf, textOf } from './body.ts';
import { type Answer, GitHubError, idOf, iso, notFound, type RepoCall } from './call.ts';
import { callerOf } from './caller.ts';
import { paginate } from './paging.ts';

export function listHooks(call: RepoCall): Answer {
  const { items, headers } = paginate(call, hooksOf(call));
  return { body: items.map((hook) => hookBody(call, hook)), headers };
}

export const getHook = (call: RepoCall): Answer => ({ body: hookBody(call, hookOf(call)) });

export function createHook(call: RepoCall): Answer {
  const { hooks, repo, now, origin } = call;
  const body = bodyOf(call);
  if (textOf(body, 'name', 'web') !== 'web') throw refused('Only web hooks can be created');
  const hook: Hook = {
    id: hooks.nextId(),
    repo,
    ...configOf(body, { url: '', contentType: 'form', secret: undefined, insecureSsl: '0' }),
    events: eventsOf(body, 'events') ?? ['push'],
    isActive: flagOf(body, 'active', true),
    createdAt: now,
    updatedAt: now,
    origin,
  };
  const isThere = hooksOf(call).some(
    ({ url, events }) => url === hook.url && events.some((event) => hook.events.includes(event)),
  );
  if (isThere) throw refused('Hook already exists on this repository');
  hooks.all.set(hook.id, hook);
  hooks.toldUntil.set(hook.id, now);
  ping(call, hook);
  const location = `${call.repoUrl}/hooks/${hook.id}`;
  return { status: 201, body: hookBody(call, hook), headers: { location } };
}

export function updateHook(call: RepoCall): Answer {
  const hook = hookOf(call);
  const body = bodyOf(call);
  const events = new Set([
    ...(eventsOf(body, 'events') ?? hook.events),
    ...(eventsOf(body, 'add_events') ?? []),
  ]);
  for (const event of eventsOf(body, 'remove_events') ?? []) events.delete(event);
  // A secret that is not given again is gone.
  const config = body.config === undefined ? {} : configOf(body, { ...hook, secret: undefined });
  const next = {
    ...hook,
    ...config,
    events: [...events],
    isActive: flagOf(body, 'active', hook.isActive),
    updatedAt: call.now,
  };
  call.hooks.all.set(hook.id, next);
  return { body: hookBody(call, next) };
}

export function deleteHook(call: RepoCall): Answer {
  call.hooks.all.delete(hookOf(call).id);
  return { status: 204, body: '' };
}

export function pingHook(call: RepoCall): Answer {
  ping(call, hookOf(call));
  return { status: 204, body: '' };
}

export function hookOf(call: RepoCall): Hook {
  const hook = call.hooks.all.get(idOf(call, 'hook'));
  if (hook?.repo !== call.repo) throw notFound();
  return hook;
}

const hooksOf = ({ hooks, repo }: RepoCall) => [...hooks.all.values()].filter((hook) => hook.repo === repo);

const refused = (why: string) => new GitHubError(422, `Validation Failed: ${why}`);

type Config = Pick<Hook, 'url' | 'contentType' | 'secret' | 'insecureSsl'>;

function configOf({ config }: Body, usual: Config): Config {
  if (typeof config !== 'object' || config === null) throw refused('config is missing');
  const given = config as Body;
  const url = textOf(given, 'url', usual.url);
  if (!/^https?:\/\/[^\s/]+/.test(url)) throw refused('url is not a valid URL');
  return {
    url,
    contentType: textOf(given, 'content_type', usual.contentType) === 'json' ? 'json' : 'form',
    secret: textOf(given, 'secret', usual.secret ?? '') || undefined,
    insecureSsl: String(given.insecure_ssl ?? usual.insecureSsl) === '1' ? '1' : '0',
  };
}

function eventsOf(body: Body, name: string): readonly string[] | undefined {
  const events = body[name];
  if (events === undefined) return undefined;
  if (Array.isArray(events) && events.every((event) => typeof event === 'string')) return events;
  throw refused(`${name} is not a list of events`);
}

function ping(call: RepoCall, hook: Hook): void {
  const { hooks, world, token, now } = call;
  const waiting = hooks.extras.get(hook.id) ?? [];
  const payload = {
    zen: 'Practicality beats purity.',
    hook_id: hook.id,
    hook: hookBody(call, hook),
    ...around(call, callerOf(token)),
  };
  const guid = guidOf({ world }, ['ping', hook.id, now, waiting.length]);
  sendBesides(hooks, hook, { guid, event: 'ping', action: null, payload, isRedelivery: false });
}

export function sendBesides({ extras }: Hooks, { id }: Hook, letter: Letter): void {
  extras.set(id, [...(extras.get(id) ?? []), letter]);
}

function hookBody({ hooks, repoUrl }: RepoCall, hook: Hook) {
  const url = `${repoUrl}/hooks/${hook.id}`;
  return {
    type: 'Repository',
    id: hook.id,
    name: 'web',
    active: hook.isActive,
    events: hook.events,
    config: {
      content_type: hook.contentType,
      insecure_ssl: hook.insecureSsl,
      ...(hook.secret !== undefined && { secret: '********' }),
      url: hook.url,
    },
    updated_at: iso(hook.updatedAt),
    created_at: iso(hook.createdAt),
    url,
    test_url: `${url}/test`,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: lastResponse(hooks, hook),
  };
}

function lastResponse({ deliveries }: Hooks, { id }: Hook) {
  const last = deliveries.get(id)?.at(-1);
  if (!last) return { code: null, status: 'unused', message: null };
  const status = last.status === 'OK' ? 'active' : 'misconfigured';
  return { code: last.statusCode, status, message: last.status };
}
