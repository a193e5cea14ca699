import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SealingKeyError } from './errors.ts';
import { newKeyText } from './key.ts';
import { addKey } from './key-file.ts';
import { openSealing } from './sealing.ts';

const place = { workspace: 'default', name: 'GITHUB_TOKEN' };
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sealing-'));
  file = join(folder, 'data', 'sealing-key');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = () => openSealing({ file });

function put(text: string, mode = 0o600): void {
  mkdirSync(join(folder, 'data'));
  writeFileSync(file, text);
  chmodSync(file, mode);
}

it('makes a key that only its owner may use, and the same one opens tomorrow', () => {
  const sealed = open().seal('ghp_secret', place);

  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'data'))).toEqual(['sealing-key']);
  expect(open().unseal(sealed, place)).toBe('ghp_secret');
});

it('makes no file when SEALING_KEY is set', () => {
  openSealing({ keyText: newKeyText(), file });

  expect(existsSync(file)).toBe(false);
});

it('agrees on one key when several start at once', () => {
  const script = `import(${JSON.stringify(join(import.meta.dirname, 'sealing.ts'))}).then(({ openSealing }) =>
    console.log(openSealing({ file: ${JSON.stringify(file)} }).keyId))`;
  const starters = Array.from({ length: 6 }, () => `"$0" -e '${script}' &`).join('\n');

  const ids = execFileSync('sh', ['-c', `${starters}\nwait`, process.execPath], { encoding: 'utf8' });

  const lines = ids.trim().split('\n');
  expect(lines).toHaveLength(6);
  expect(new Set(lines)).toEqual(new Set([open().keyId]));
});

it('seals under a key that was added and still opens what was sealed before', () => {
  const before = open();
  const sealed = before.seal('ghp_secret', place);

  addKey(file);

  const after = open();
  expect(after.keyIds).toEqual([after.keyId, before.keyId]);
  expect(after.keyId).not.toBe(before.keyId);
  expect(after.unseal(sealed, place)).toBe('ghp_secret');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

it.each([0o640, 0o604, 0o620, 0o602, 0o610, 0o777])(
  'refuses a file of mode %o, which others may use',
  (mode) => {
    put(`${newKeyText()}\n`, mode);

    expect(open).toThrow(SealingKeyError);
    expect(open).toThrow(`(mode ${mode.toString(8)}). Run: chmod 600 ${file}`);
  },
);

it('takes a file that even its owner may only read', () => {
  put(newKeyText(), 0o400);

  expect(open().keyIds).toHaveLength(1);
});

it.each([
  ['', 'is empty'],
  [' \n', 'is empty'],
  ['c2hvcnQ=\n', 'Line 1 of the sealing key file'],
  [`${newKeyText()}\nhunter2\n`, 'Line 2 of the sealing key file'],
  ['x'.repeat(20_000), 'too long'],
])('refuses a file with other content than keys, and leaves it as it is', (content, words) => {
  put(content);

  expect(open).toThrow(SealingKeyError);
  expect(open).toThrow(words);
  expect(open).not.toThrow('hunter2');
  expect(readFileSync(file, 'utf8')).toBe(content);
});

it('refuses a link, even to a good key', () => {
  put(newKeyText());
  const link = join(folder, 'link');
  symlinkSync(file, link);

  expect(() => openSealing({ file: link })).toThrow(SealingKeyError);
  expect(() => openSealing({ file: link })).toThrow('is a link');
});

it('refuses a folder and a pipe instead of waiting for it', () => {
  mkdirSync(file, { recursive: true });
  expect(open).toThrow('is not a file');

  rmSync(file, { recursive: true });
  execFileSync('mkfifo', ['-m', '600', file]);
  expect(open).toThrow('is not a file');
});

it('says so when the file cannot be read or made', () => {
  writeFileSync(join(folder, 'data'), 'not a folder');

  expect(open).toThrow(SealingKeyError);
  expect(open).toThrow('(ENOTDIR)');
});

it.skipIf(process.getuid?.() === 0)('says so when the file belongs to somebody else', () => {
  put(newKeyText(), 0o000);

  expect(open).toThrow(SealingKeyError);
  expect(open).toThrow('cannot be read (EACCES)');
});
