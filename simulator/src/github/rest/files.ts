import { createHash } from 'node:crypto';
import { editsOf } from '../script/edits.ts';
import type { Commit } from '../script/plan.ts';
import type { RepoCall } from './call.ts';

/** What a commit changed, as `diff-entry`. */
export function filesOf({ repo, repoUrl, repoWeb, book, now }: RepoCall, commit: Commit) {
  const { sha, at } = commit;
  const before = book.commits(repo, now).filter((one) => one.at < at);
  return editsOf(repo, before, commit).map(({ filename, status, patch }) => {
    const lines = patch.split('\n');
    const additions = lines.filter((line) => line.startsWith('+')).length;
    const deletions = lines.filter((line) => line.startsWith('-')).length;
    return {
      sha: createHash('sha1').update(`blob ${sha} ${filename}`).digest('hex'),
      filename,
      status,
      additions,
      deletions,
      changes: additions + deletions,
      blob_url: `${repoWeb}/blob/${sha}/${encodeURIComponent(filename)}`,
      raw_url: `${repoWeb}/raw/${sha}/${encodeURIComponent(filename)}`,
      contents_url: `${repoUrl}/contents/${filename}?ref=${sha}`,
      patch,
    };
  });
}
