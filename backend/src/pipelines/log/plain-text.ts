import { stripVTControlCharacters } from 'node:util';

// Commands, titles and links, device strings; of one that never ends only its beginning.
const sequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const colour = /^\x1b\[[\d;:]*m$/;
const lone = '\x1b';
/** What cannot be seen, and what turns the direction of writing around; also a tab and the beginning of an escape. */
const unseen = /[\p{Cc}\p{Bidi_Control}]/gu;
const suspect = /[\p{Cc}\p{Bidi_Control}]/u;

/** A line with its colours, but without what moves cursors, sets titles, hides or turns text around. */
export function colouredText(line: string): string {
  if (!suspect.test(line)) return line;
  return lastWritten(line)
    .replace(sequence, (found) => (colour.test(found) ? found : ''))
    .replace(unseen, (character) => (character === '\t' || character === lone ? character : ''));
}

/** What a person would read of a line. */
export function plainText(line: string): string {
  const coloured = colouredText(line);
  return coloured.includes(lone) ? stripVTControlCharacters(coloured).replaceAll(lone, '') : coloured;
}

/** Progress bars write over their own line. */
function lastWritten(line: string): string {
  if (!line.includes('\r')) return line;
  return line.split('\r').findLast((part) => part !== '') ?? '';
}
