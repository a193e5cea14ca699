import type { Service } from '../../world/shop.ts';
import { addedText, editsOf } from './edits.ts';
import type { Commit } from './plan.ts';
import { workflowText } from './workflow-file.ts';
import { workflowsOf } from './workflows.ts';

/** Every file of a repository at a commit, by its path; `main` is the main branch up to there. */
export function treeAt(repo: Service, main: readonly Commit[], head: Commit): ReadonlyMap<string, string> {
  const commits = main.includes(head) ? main : [...main, head];
  const files = new Map([
    ['README.md', `# ${repo}\n`],
    ['src/log.ts', 'export const log = console;\n'],
  ]);
  let pool = 20;
  let checkout = 4;
  for (const [place, commit] of commits.entries())
    for (const edit of editsOf(repo, commits.slice(0, place), commit)) {
      const { filename, patch } = edit;
      pool = Number(/^\+DB_POOL_MAX=(\d+)/m.exec(patch)?.[1] ?? pool);
      checkout = Number(/^\+.*actions\/checkout@v(\d+)/m.exec(patch)?.[1] ?? checkout);
      if (/^(src|db)\//.test(filename)) files.set(filename, addedText(edit));
    }
  files.set('deploy/production.env', `DB_HOST=orders-db\nDB_POOL_MAX=${pool}\nDB_STATEMENT_TIMEOUT=15s\n`);
  for (const { key, file } of workflowsOf(repo))
    files.set(`.github/workflows/${file}`, workflowText(repo, key, checkout));
  return files;
}
