// Commands, titles and links, device strings; of one that never ends only its beginning.
const sequence =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
  /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-~])/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const colours = /\x1b\[[\d;:]*m/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const broken = /\x1b(?!\[[\d;:]*m)/g;
/** What cannot be seen, and what turns the direction of writing around; also a tab and the beginning of an escape. */
const unseen = /[\p{Cc}\p{Bidi_Control}]/gu;
const suspect = /[\p{Cc}\p{Bidi_Control}]/u;

/** A line with its colours, but without what moves cursors, sets titles, hides or turns text around. */
export function colouredText(line: string): string {
  if (!suspect.test(line) || !suspect.test(withoutColours(line))) return line;
  return lastWritten(line)
    .replace(sequence, (found) => (withoutColours(found) === '' ? found : ''))
    .replace(broken, '')
    .replace(unseen, (character) => (character === '\t' || character === '\x1b' ? character : ''));
}

export const withoutColours = (text: string): string => text.replace(colours, '');

/** Progress bars write over their own line. */
function lastWritten(line: string): string {
  if (!line.includes('\r')) return line;
  return line.split('\r').findLast((part) => part !== '') ?? '';
}
