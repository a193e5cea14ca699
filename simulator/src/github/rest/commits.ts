import { createHash } from 'node:crypto';
import type { Commit } from '../script/plan.ts';
import { type Answer, iso, notFound, type RepoCall } from './call.ts';
import { filesOf } from './files.ts';
import { paginate } from './paging.ts';
import { emailOf, nodeId, simpleUser } from './people.ts';

export function listCommits(call: RepoCall): Answer {
  const { query } = call.incoming;
  const main = call.book.commits(call.repo, call.now);
  const head = find(call, query.get('sha') ?? 'main');
  const after = query.get('since');
  const before = query.get('until');
  const author = query.get('author');
  const listed = main
    .slice(0, placeOf(main, head) + 1)
    .filter((commit) => !after || commit.at >= Date.parse(after))
    .filter((commit) => !before || commit.at <= Date.parse(before))
    .filter((commit) => !author || commit.author.login === author);
  const { items, headers } = paginate(call, listed.toReversed());
  return { body: items.map((commit) => toBody(call, commit)), headers };
}

export function getCommit(call: RepoCall): Answer {
  const commit = find(call, call.params.ref ?? '');
  const files = filesOf(call, commit);
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  const stats = { total: additions + deletions, additions, deletions };
  return { body: { ...toBody(call, commit), stats, files } };
}

/** Between two commits of the main branch, or a branch and main. */
export function compareCommits(call: RepoCall): Answer {
  const [from = '', to = ''] = (call.params.basehead ?? '').split('...');
  const [base, head] = [find(call, from), find(call, to)];
  const main = call.book.commits(call.repo, call.now);
  const [first, last] = [placeOf(main, base), placeOf(main, head)];
  const isOnMain = main[last] === head;
  const commits = [...main.slice(first + 1, last + 1), ...(isOnMain ? [] : [head])];
  const behind = Math.max(0, first - last);
  const mergeBase = main[Math.min(first, last)] ?? base;
  const apart = behind > 0 && commits.length > 0 ? 'diverged' : behind > 0 ? 'behind' : 'ahead';
  const { items, headers } = paginate(call, commits);
  const pair = `${from}...${to}`;
  const page = `${call.repoWeb}/compare/${pair}`;
  const body = {
    url: `${call.repoUrl}/compare/${pair}`,
    html_url: page,
    permalink_url: `${call.repoWeb}/compare/${base.sha.slice(0, 7)}...${head.sha.slice(0, 7)}`,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: toBody(call, base),
    merge_base_commit: toBody(call, mergeBase),
    status: base.sha === head.sha ? 'identical' : apart,
    ahead_by: commits.length,
    behind_by: behind,
    total_commits: commits.length,
    commits: items.map((commit) => toBody(call, commit)),
    files: uniqueByName(commits.flatMap((commit) => filesOf(call, commit))),
  };
  return { body, headers };
}

function find(call: RepoCall, ref: string): Commit {
  const found = commitAt(call, ref);
  if (!found) throw notFound();
  return found;
}

export const isSha = (ref: string) => /^[0-9a-f]{7,40}$/.test(ref);

/** A commit by branch, tag, version, full or short sha. */
export function commitAt({ book, deeds, repo, now }: RepoCall, ref: string): Commit | undefined {
  const main = book.commits(repo, now);
  const name = ref.replace(/^refs\/(heads|tags)\//, '');
  const bySha = isSha(name);
  const found =
    name === 'main' || name === 'HEAD'
      ? main.at(-1)
      : (deeds.heads.get(`${repo} ${name}`) ??
        (bySha ? main.find(({ sha }) => sha.startsWith(name)) : undefined) ??
        book.runs(repo, now).findLast((run) => {
          if (bySha) return run.commit.sha.startsWith(name);
          return run.branch === name || (run.version === name && run.workflow === 'deploy');
        })?.commit ??
        book.tags(repo, now).get(name));
  return main.find(({ sha }) => sha === found?.sha) ?? found;
}

/** Where a commit stands on main; a branch stands where it began. */
export function placeOf(main: readonly Commit[], commit: Commit): number {
  const place = main.indexOf(commit);
  return place >= 0
    ? place
    : Math.max(
        0,
        main.findLastIndex(({ at }) => at <= commit.at),
      );
}

function toBody({ api, repo, repoUrl, repoWeb, book, now }: RepoCall, commit: Commit) {
  const { sha } = commit;
  const url = `${repoUrl}/commits/${sha}`;
  const tree = createHash('sha1').update(`tree ${sha}`).digest('hex');
  const user = simpleUser(api, commit.author);
  const person = { name: commit.author.name, email: emailOf(commit.author), date: iso(commit.at) };
  const commitPlace = (of: string) => ({
    sha: of,
    url: `${repoUrl}/commits/${of}`,
    html_url: `${repoWeb}/commit/${of}`,
  });
  const main = book.commits(repo, now);
  const place = main.indexOf(commit);
  const parent = place >= 0 ? main[place - 1] : main.findLast(({ at }) => at <= commit.at);
  return {
    url,
    sha,
    node_id: nodeId('C', sha),
    html_url: `${repoWeb}/commit/${sha}`,
    comments_url: `${url}/comments`,
    commit: {
      url: `${repoUrl}/git/commits/${sha}`,
      author: person,
      committer: person,
      message: commit.message,
      tree: { sha: tree, url: `${repoUrl}/git/trees/${tree}` },
      comment_count: 0,
      verification: {
        verified: false,
        reason: 'unsigned',
        signature: null,
        payload: null,
        verified_at: null,
      },
    },
    author: user,
    committer: user,
    parents: parent ? [commitPlace(parent.sha)] : [],
  };
}

function uniqueByName<T extends { readonly filename: string }>(files: readonly T[]): T[] {
  return [...new Map(files.map((file) => [file.filename, file])).values()];
}
