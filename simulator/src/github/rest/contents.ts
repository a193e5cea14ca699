import { createHash } from 'node:crypto';
import { treeAt } from '../script/tree.ts';
import { type Answer, notFound, type RepoCall } from './call.ts';
import { commitAt, placeOf } from './commits.ts';

/** A file or a folder as it is at a ref. */
export function getContents(call: RepoCall): Answer {
  const ref = call.incoming.query.get('ref') ?? 'main';
  const head = commitAt(call, ref);
  if (!head) throw notFound();
  const main = call.book.commits(call.repo, call.now);
  const files = treeAt(call.repo, main.slice(0, placeOf(main, head) + 1), head);
  const path = (call.params.path ?? '').replaceAll(/^\/+|\/+$/g, '');
  const text = files.get(path);
  const place = { ref, path };
  if (text !== undefined) {
    const content = `${Buffer.from(text).toString('base64')}\n`;
    return { body: { ...entryBody(call, place, text), encoding: 'base64', content } };
  }
  const names = childrenOf(files, path);
  if (names.length === 0) throw notFound();
  const prefix = path === '' ? '' : `${path}/`;
  return {
    body: names.map((name) => entryBody(call, { ref, path: prefix + name }, files.get(prefix + name))),
  };
}

function childrenOf(files: ReadonlyMap<string, string>, folder: string): string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  const inside = [...files.keys()].filter((path) => path.startsWith(prefix));
  return [...new Set(inside.map((path) => path.slice(prefix.length).split('/', 1)[0] ?? ''))].sort();
}

interface Place {
  readonly ref: string;
  readonly path: string;
}

/** Without text it is a folder. */
function entryBody({ repoUrl, repoWeb }: RepoCall, { ref, path }: Place, text: string | undefined) {
  const isFile = text !== undefined;
  const kind = isFile ? 'blob' : 'tree';
  const sha = createHash('sha1')
    .update(`${kind} ${isFile ? `${Buffer.byteLength(text)}\0${text}` : `${path} ${ref}`}`)
    .digest('hex');
  const self = `${repoUrl}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${repoUrl}/git/${kind}s/${sha}`;
  const html = `${repoWeb}/${kind}/${ref}/${path}`;
  return {
    type: isFile ? 'file' : 'dir',
    size: isFile ? Buffer.byteLength(text) : 0,
    name: path.split('/').at(-1) ?? '',
    path,
    sha,
    url: self,
    git_url: git,
    html_url: html,
    download_url: isFile ? `${repoWeb}/raw/${ref}/${path}` : null,
    _links: { self, git, html },
  };
}
