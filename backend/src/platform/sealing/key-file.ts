import { randomUUID } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { SealingKeyError } from './errors.ts';
import { newKeyText, parseKey, type SealingKey } from './key.ts';

const othersMode = 0o077;
const largestFile = 10_000;

/** The keys in `file`, one a line, newest first. Makes the file with a new key when there is none. Throws SealingKeyError. */
export function readOrMakeKeyFile(file: string): SealingKey[] {
  try {
    return readKeyFile(file);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
  write(file, [newKeyText()], 'make');
  return readKeyFile(file);
}

/** Puts a new key before those in `file`: new values are sealed under it, the older ones still open. */
export function addKey(file: string): void {
  const kept = readOrMakeKeyFile(file).map(({ bytes }) => bytes.toString('base64'));
  write(file, [newKeyText(), ...kept], 'replace');
}

function readKeyFile(file: string): SealingKey[] {
  const lines = readPrivately(file).split('\n');
  const texts = lines.map((line) => line.trim()).filter((line) => line !== '');
  if (texts.length === 0) throw new SealingKeyError(`The sealing key file ${file} is empty. ${restore}`);
  return texts.map((text, index) => parseKey(text, `Line ${index + 1} of the sealing key file ${file}`));
}

const restore = 'Put the right one back; without it the stored secrets cannot be read.';

/** Looks at the very file that it reads, so that it cannot be exchanged in between. */
function readPrivately(file: string): string {
  const descriptor = open(file);
  try {
    const { mode, size } = inspect(descriptor, file);
    if (process.platform !== 'win32' && mode & othersMode)
      throw new SealingKeyError(
        `Others may use the sealing key file ${file} (mode ${(mode & 0o777).toString(8)}). Run: chmod 600 ${file}`,
      );
    if (size > largestFile)
      throw new SealingKeyError(`${file} is too long for a sealing key file. ${restore}`);
    return readFileSync(descriptor, 'utf8');
  } finally {
    closeSync(descriptor);
  }
}

function open(file: string): number {
  try {
    // Without O_NONBLOCK, opening a pipe would wait for ever.
    return openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) throw error;
    if (hasCode(error, 'ELOOP'))
      throw new SealingKeyError(`The sealing key file ${file} is a link. Put the file itself there.`);
    throw new SealingKeyError(
      `The sealing key file ${file} cannot be read (${codeOf(error)}). Let this user read it: chown and chmod 600.`,
    );
  }
}

function inspect(descriptor: number, file: string) {
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) throw new SealingKeyError(`The sealing key file ${file} is not a file. ${restore}`);
  return stats;
}

/** All or nothing. When two processes `make` one at once, the first wins and both use its key. */
function write(file: string, keyTexts: readonly string[], how: 'make' | 'replace'): void {
  const draft = `${file}.${randomUUID()}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(draft, `${keyTexts.join('\n')}\n`, { mode: 0o600, flag: 'wx', flush: true });
    if (how === 'replace') renameSync(draft, file);
    else linkSync(draft, file);
  } catch (error) {
    if (!(how === 'make' && hasCode(error, 'EEXIST')))
      throw new SealingKeyError(
        `The sealing key file ${file} cannot be written (${codeOf(error)}). Let this user write there, or set SEALING_KEY.`,
      );
  } finally {
    rmSync(draft, { force: true });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return codeOf(error) === code;
}

function codeOf(error: unknown): string {
  return String((Object(error) as { code?: string }).code);
}
