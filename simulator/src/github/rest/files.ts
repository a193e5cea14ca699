import { createHash } from 'node:crypto';
import type { Commit } from '../script/plan.ts';
import { lowerPool, raisePool } from '../script/titles.ts';
import type { RepoCall } from './call.ts';

interface Patch {
  readonly filename: string;
  readonly patch: string;
}

/** What a commit changed, as `diff-entry`. */
export function filesOf({ repoUrl, repoWeb }: RepoCall, { sha, message }: Commit) {
  const { filename, patch } = patchOf(message.split('\n', 1)[0] ?? '');
  const lines = patch.split('\n');
  const additions = lines.filter((line) => line.startsWith('+')).length;
  const deletions = lines.filter((line) => line.startsWith('-')).length;
  return [
    {
      sha: createHash('sha1').update(`blob ${sha} ${filename}`).digest('hex'),
      filename,
      status: 'modified',
      additions,
      deletions,
      changes: additions + deletions,
      blob_url: `${repoWeb}/blob/${sha}/${encodeURIComponent(filename)}`,
      raw_url: `${repoWeb}/raw/${sha}/${encodeURIComponent(filename)}`,
      contents_url: `${repoUrl}/contents/${filename}?ref=${sha}`,
      patch,
    },
  ];
}

function patchOf(title: string): Patch {
  const pool = (from: number, to: number) => ({
    filename: 'deploy/production.env',
    patch: `@@ -6,3 +6,3 @@\n DB_HOST=orders-db\n-DB_POOL_MAX=${from}\n+DB_POOL_MAX=${to}\n DB_STATEMENT_TIMEOUT=15s`,
  });
  if (title === raisePool[0]) return pool(20, 40);
  if (title === lowerPool[0]) return pool(40, 20);
  const [, name, from, to] = /^Bump (\S+) (?:from (\S+) )?to (.+)$/.exec(title) ?? [];
  if (name)
    return {
      filename: 'package.json',
      patch: `@@ -21,3 +21,3 @@\n   "dependencies": {\n-    "${name}": "${from ?? '22'}",\n+    "${name}": "${to}",\n   }`,
    };
  const slug = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return {
    filename: `src/${slug}.ts`,
    patch: `@@ -1,2 +1,3 @@\n import { log } from './log.ts';\n+// ${title}\n`,
  };
}
