import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyDatabase } from './copy-database.ts';
import { openPglite } from './database.ts';

let home: string;
const at = (name: string) => join(home, name);
const numbers = async (folder: string) => {
  const database = await openPglite(folder);
  const { rows } = await database.pool.query('select n from number order by n');
  await database.close();
  return rows.map(({ n }) => n);
};

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'copy-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

it('makes a database of its own, whatever a stopped copy left behind, and leaves one that is there alone', async () => {
  const original = await openPglite(at('original'));
  await original.pool.query('create table number (n int)');
  await original.pool.query('insert into number values (1)');
  await original.close();
  mkdirSync(at('copy.new'));
  writeFileSync(at('copy.new/PG_VERSION'), 'half of one');

  copyDatabase(at('original'), at('copy'));
  const copy = await openPglite(at('copy'));
  await copy.pool.query('insert into number values (2)');
  await copy.close();
  copyDatabase(at('original'), at('copy'));

  expect(await numbers(at('copy'))).toEqual([1, 2]);
  expect(await numbers(at('original'))).toEqual([1]);
});

it('makes nothing of nothing', () => {
  copyDatabase(at('none'), at('copy'));
  expect(existsSync(at('copy'))).toBe(false);
});
