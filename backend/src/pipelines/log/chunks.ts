import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { splitStamp } from './read-line.ts';

const mostLines = 2_000;
const mostChars = 256 * 1_024;

/** Some lines of a log in a row, small enough to be read alone. */
export interface Chunk {
  /** Counted from 1. */
  readonly firstLine: number;
  readonly lines: readonly string[];
  /** Of the line before, for a first line that has no time of its own. Epoch ms. */
  readonly startsAt: number;
}

/** Cuts a text into chunks; a line longer than a chunk is one of its own. */
export function* toChunks(text: string, startedAt: number): Generator<Chunk> {
  const end = text.endsWith('\n') ? text.length - 1 : text.length;
  let [firstLine, startsAt, at] = [1, startedAt, startedAt];
  let lines: string[] = [];
  let chars = 0;
  for (let from = 0; from < end || from === 0; ) {
    const found = text.indexOf('\n', from);
    const to = found === -1 || found > end ? end : found;
    const line = text.slice(from, text[to - 1] === '\r' ? to - 1 : to);
    if (lines.length > 0 && (lines.length >= mostLines || chars + line.length > mostChars)) {
      yield { firstLine, lines, startsAt };
      [firstLine, startsAt, lines, chars] = [firstLine + lines.length, at, [], 0];
    }
    lines.push(line);
    chars += line.length;
    at = splitStamp(line).at ?? at;
    from = to + 1;
  }
  yield { firstLine, lines, startsAt };
}

const [press, unpress] = [promisify(gzip), promisify(gunzip)];

export const pack = (lines: readonly string[]): Promise<Buffer> => press(lines.join('\n'));

export const unpack = async (body: Uint8Array): Promise<string[]> =>
  (await unpress(body)).toString('utf8').split('\n');
