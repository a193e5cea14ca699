import type { LogLine } from '@smartops/contract';
import { guideLevelOf, readMarked, splitStamp } from './log/read-line.ts';

/** A job's log as the guide has it. A line without its own time (a continued message) has that of the line before. */
export function toLogLines(lines: readonly string[], startedAt: number): LogLine[] {
  let time = startedAt;
  return lines.map((line) => {
    const { at, text } = splitStamp(line);
    time = at ?? time;
    const level = guideLevelOf(readMarked(text));
    return { time: new Date(time).toISOString(), level, message: text };
  });
}
