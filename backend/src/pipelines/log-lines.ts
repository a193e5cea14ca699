import type { LogLine } from '@smartops/contract';

const stamped = /^\uFEFF?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z) ?(.*)$/;
const failed = /^##\[error\]|^(?:error|fatal|panic)\b[:\s]|^(?:npm error|ERR!)/i;
const succeeded = /^(?:✓|✔|success\b|all checks? passed)|\bsucceeded\b|\bdeployed successfully\b/i;
// Colours stay in the message, but must not hide the word that tells the level.
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one.
const colour = /\x1b\[[\d;]*m/g;

/** A job's log as lines. One without its own time (a continued message) has that of the line before. */
export function toLogLines(text: string, startedAt: number): LogLine[] {
  let time = new Date(startedAt).toISOString();
  return text
    .split(/\r?\n/)
    .filter((line, index, all) => line !== '' || index < all.length - 1)
    .map((line) => {
      const [, stamp, rest] = stamped.exec(line) ?? [];
      if (stamp) time = new Date(stamp).toISOString();
      const message = rest ?? line;
      return { time, level: levelOf(message.replace(colour, '')), message };
    });
}

function levelOf(message: string): LogLine['level'] {
  if (failed.test(message)) return 'error';
  return succeeded.test(message) ? 'success' : 'info';
}
