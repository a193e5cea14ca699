import { createHash, randomUUID } from 'node:crypto';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'drizzle-orm';
import { openPglite, openPostgres } from './database.ts';
import { migrate } from './migrate.ts';
import { migrations } from './testing.ts';

const server = process.env.TEST_DATABASE_URL;
const cache = join(import.meta.dirname, '..', '..', '..', '..', 'node_modules', '.cache', 'smartops');

/** Makes the product's tables once; the database of each test is a copy. A new PGlite alone takes seconds. */
export async function setup(): Promise<() => Promise<void>> {
  process.env.PGLITE_FOLDER = await pgliteTemplate();
  process.env.PGLITE_TEMPLATE = `${process.env.PGLITE_FOLDER}.tar`;
  process.env.PGLITE_EMPTY = `${process.env.PGLITE_FOLDER}-empty.tar`;
  if (!server) return async () => undefined;
  const name = `template_${randomUUID().replaceAll('-', '')}`;
  process.env.POSTGRES_TEMPLATE = name;
  await onServer(server, `create database ${name}`);
  // Nobody may be connected to what is copied.
  const database = openPostgres(Object.assign(new URL(server), { pathname: name }).href);
  await migrate(database, migrations);
  await database.close();
  return () => onServer(server, `drop database ${name} with (force)`);
}

async function onServer(url: string, statement: string): Promise<void> {
  const admin = openPostgres(url);
  await admin.sql.execute(sql.raw(statement));
  await admin.close();
}

/** A folder and a dump of it, kept until PGlite or a migration is another. */
async function pgliteTemplate(): Promise<string> {
  const folder = join(cache, `database-${fingerprint()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache).filter((name) => name.startsWith('database-')))
    rmSync(join(cache, old), { recursive: true });
  // Two runs at once each make their own, and the later keeps what is there; neither reads half of one.
  const draft = mkdtempSync(join(cache, 'draft-'));
  await dump(draft, `${folder}-empty.tar`);
  const database = await openPglite(draft);
  await migrate(database, migrations);
  await database.close();
  await dump(draft, `${folder}.tar`);
  if (existsSync(folder)) rmSync(draft, { recursive: true });
  else renameSync(draft, folder);
  return folder;
}

async function dump(folder: string, file: string): Promise<void> {
  const made = await PGlite.create(folder);
  const bytes = await (await made.dumpDataDir('none')).arrayBuffer();
  await made.close();
  writeFileSync(`${folder}.tar`, new Uint8Array(bytes));
  renameSync(`${folder}.tar`, file);
}

function fingerprint(): string {
  // PGlite's version is pinned in the first, how a template is made stands here.
  const pinned = [join(migrations, '..', 'package.json'), import.meta.filename];
  const files = [...pinned, ...globSync(join(migrations, '*.sql')).sort()];
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
