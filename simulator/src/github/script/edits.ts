import type { Service } from '../../world/shop.ts';
import type { Commit } from './plan.ts';
import { lowerPool, raisePool } from './titles.ts';

/** What a commit does to one file. */
export interface Edit {
  readonly filename: string;
  readonly status: 'added' | 'modified';
  readonly patch: string;
}

interface Migrations {
  /** Of the first one after the root of the history. */
  readonly first: number;
  /** By the title of the change that brings it. */
  readonly byTitle: Readonly<Record<string, readonly string[]>>;
}

const migrations: Partial<Record<Service, Migrations>> = {
  'pricing-service': {
    first: 71,
    byTitle: {
      'Price rules per market': [
        'ALTER TABLE price_rule ADD COLUMN market text;',
        "UPDATE price_rule SET market = 'eu';",
        'ALTER TABLE price_rule ALTER COLUMN market SET NOT NULL;',
      ],
    },
  },
  'ledger-worker': {
    first: 138,
    byTitle: {
      'Book fees per provider': ['ALTER TABLE settlement ADD COLUMN provider text;'],
      'Export VAT per country': ['CREATE INDEX CONCURRENTLY entry_country ON entry (country);'],
    },
  },
};

const titleOf = ({ message }: Commit) => message.split('\n', 1)[0] ?? '';

const slugOf = (title: string) =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** The files a commit touches; `before` is the main branch as the commit found it. */
export function editsOf(repo: Service, before: readonly Commit[], commit: Commit): readonly Edit[] {
  const title = titleOf(commit);
  const migration = migrationOf(repo, before, title);
  return [editOf(title), ...(migration ? [migration] : [])];
}

function migrationOf(repo: Service, before: readonly Commit[], title: string): Edit | undefined {
  const known = migrations[repo];
  const statements = known?.byTitle[title];
  if (!known || !statements) return undefined;
  const number = known.first + before.filter((one) => Object.hasOwn(known.byTitle, titleOf(one))).length;
  return {
    filename: `db/migrations/${String(number).padStart(4, '0')}_${slugOf(title).replaceAll('-', '_')}.sql`,
    status: 'added',
    patch: `@@ -0,0 +1,${statements.length} @@\n${statements.map((line) => `+${line}`).join('\n')}`,
  };
}

function editOf(title: string): Edit {
  const modified = (filename: string, patch: string): Edit => ({ filename, status: 'modified', patch });
  const pool = (from: number, to: number) =>
    modified(
      'deploy/production.env',
      `@@ -6,3 +6,3 @@\n DB_HOST=orders-db\n-DB_POOL_MAX=${from}\n+DB_POOL_MAX=${to}\n DB_STATEMENT_TIMEOUT=15s`,
    );
  if (title === raisePool[0]) return pool(20, 40);
  if (title === lowerPool[0]) return pool(40, 20);
  const [, name, from, to] = /^Bump (\S+) (?:from (\S+) )?to (.+)$/.exec(title) ?? [];
  if (name?.startsWith('actions/'))
    return modified(
      '.github/workflows/deploy.yml',
      `@@ -16,3 +16,3 @@\n     steps:\n-      - uses: ${name}@v${from}\n+      - uses: ${name}@v${to}\n       - name: Set up Docker Buildx`,
    );
  if (name)
    return modified(
      'package.json',
      `@@ -21,3 +21,3 @@\n   "dependencies": {\n-    "${name}": "${from ?? '22'}",\n+    "${name}": "${to}",\n   }`,
    );
  return modified(
    `src/${slugOf(title)}.ts`,
    `@@ -1,2 +1,3 @@\n import { log } from './log.ts';\n+// ${title}\n`,
  );
}

/** The text that an edit leaves where it adds. */
export const addedText = ({ patch }: Edit): string =>
  patch
    .split('\n')
    .filter((line) => /^[+ ]/.test(line))
    .map((line) => `${line.slice(1)}\n`)
    .join('');
