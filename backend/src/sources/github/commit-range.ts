import type { CommitRange } from '../source.ts';
import type { Comparison } from './schema.ts';

export function toCommitRange({ status, commits, ahead_by, files, html_url }: Comparison): CommitRange {
  return {
    status,
    total: ahead_by,
    commits: commits.map(({ sha, html_url: url, commit }) => ({
      sha,
      title: commit.message.split('\n', 1)[0] ?? '',
      author: commit.author?.name ?? null,
      url,
    })),
    files: files.map(({ filename, status: how }) => ({ name: filename, status: how })),
    url: html_url,
  };
}
