import { services } from '../../world/shop.ts';
import { bodyOf, flagOf, textOf } from './body.ts';
import { type Answer, GitHubError, inRepo, nameOf, type RepoCall } from './call.ts';
import { getRepository } from './repositories.ts';

/** Renames, archives or takes up again. What else GitHub lets one change here stays as it is. */
export function updateRepository(call: RepoCall): Answer {
  const { deeds, repo, name, now } = call;
  const body = bodyOf(call);
  const wanted = textOf(body, 'name', name);
  if (!/^[\w.-]{1,100}$/.test(wanted)) throw new GitHubError(422, 'Validation Failed: name is not valid');
  if (services.some((one) => one !== repo && nameOf(deeds, one) === wanted))
    throw new GitHubError(422, 'Validation Failed: name already exists on this account');
  if (wanted !== name) {
    deeds.formerNames.set(name.toLowerCase(), repo);
    deeds.names.set(repo, wanted);
  }
  if (!flagOf(body, 'archived', deeds.archivedAt.has(repo))) deeds.archivedAt.delete(repo);
  else if (!deeds.archivedAt.has(repo)) deeds.archivedAt.set(repo, now);
  return getRepository(inRepo(call, repo));
}

export function deleteRepository({ deeds, hooks, repo }: RepoCall): Answer {
  deeds.gone.add(repo);
  for (const hook of hooks.all.values()) if (hook.repo === repo) hooks.all.delete(hook.id);
  return { status: 204, body: '' };
}
