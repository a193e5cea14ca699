import type { Chunk } from './chunks.ts';
import { readMarked, splitStamp } from './read-line.ts';

const mostLines = 20_000;

/** The numbers of the lines that hold a text, in any case. */
export async function findLines(
  chunks: AsyncIterable<Chunk>,
  text: string,
): Promise<{ lines: number[]; total: number }> {
  const sought = text.toLowerCase();
  const found: number[] = [];
  let total = 0;
  for await (const { firstLine, lines } of chunks)
    for (const [index, line] of lines.entries()) {
      if (!readMarked(splitStamp(line).text).text.toLowerCase().includes(sought)) continue;
      if (++total <= mostLines) found.push(firstLine + index);
    }
  return { lines: found, total };
}
