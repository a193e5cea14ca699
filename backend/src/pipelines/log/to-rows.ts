import type { LogRow } from '@smartops/contract';
import type { Chunk } from './chunks.ts';
import { withLooks } from './looks.ts';
import { levelOf, splitMarker, splitStamp } from './read-line.ts';

/** No screen shows more of one line; the downloaded text has it whole. */
const longestMessage = 8_000;

/** The lines of a chunk between two numbers, both included. */
export function toRows({ firstLine, lines, startsAt }: Chunk, from: number, to: number): LogRow[] {
  let at = startsAt;
  return lines.flatMap((line, index) => {
    const number = firstLine + index;
    const stamped = splitStamp(line);
    at = stamped.at ?? at;
    return number < from || number > to ? [] : [toRow(number, at, stamped.text)];
  });
}

function toRow(line: number, at: number, text: string): LogRow {
  const isLong = text.length > longestMessage;
  const marked = splitMarker(isLong ? text.slice(0, longestMessage).toWellFormed() : text);
  const { message, looks } = withLooks(marked.text);
  return {
    line,
    time: new Date(at).toISOString(),
    level: levelOf({ marker: marked.marker, text: message }),
    message,
    looks,
    cutFrom: isLong ? text.length : null,
  };
}
