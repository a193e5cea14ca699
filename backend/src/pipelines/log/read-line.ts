import type { LogLine, LogRow } from '@smartops/contract';
import { colouredText, withoutColours } from './plain-text.ts';

const stamp = /^\uFEFF?(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z) ?/;
const marker = /^(?:##)?\[(group|endgroup|error|warning|notice|command|debug|section)\]/;
const failed = /^(?:(?:\w+(?:Error|Exception)|error|fatal|panic)\b[:\s]|npm error|ERR!)/i;
const succeeded = /^(?:✓|✔|success\b|all checks? passed)|\bsucceeded\b|\bdeployed successfully\b/i;
const warned = /^warn(?:ing)?\b/i;

export type Marker = 'group' | 'endgroup' | 'error' | 'warning' | 'notice' | 'command' | 'debug' | 'section';

export interface Stamped {
  /** Epoch ms; undefined for a line that goes on with the one before. */
  readonly at: number | undefined;
  readonly text: string;
}

/** A line of GitHub's log, apart from its time. */
export function splitStamp(line: string): Stamped {
  const found = stamp.exec(line);
  const at = Date.parse(found?.[1] ?? '');
  return found && !Number.isNaN(at)
    ? { at, text: line.slice(found[0].length) }
    : { at: undefined, text: line };
}

export interface Marked {
  /** What the runner says about the line: `##[group]`, `##[error]` … */
  readonly marker: Marker | undefined;
  readonly text: string;
}

/** With its colours, free of other escape sequences. */
export function splitMarker(text: string): Marked {
  const coloured = colouredText(text);
  const found = marker.exec(coloured);
  if (!found) return { marker: undefined, text: coloured };
  return { marker: found[1] as Marker, text: coloured.slice(found[0].length) };
}

/** As a person reads it. */
export function readMarked(text: string): Marked {
  const { marker, text: coloured } = splitMarker(text);
  return { marker, text: withoutColours(coloured) };
}

/** `text` is plain and without its marker. */
export function levelOf({ marker, text }: Marked): LogRow['level'] {
  if (marker === 'error' || failed.test(text)) return 'error';
  if (marker === 'warning' || warned.test(text)) return 'warning';
  if (marker === 'command') return 'command';
  return succeeded.test(text) ? 'success' : 'info';
}

/** The three levels of the guide. */
export function guideLevelOf(marked: Marked): LogLine['level'] {
  const level = levelOf(marked);
  return level === 'error' || level === 'success' ? level : 'info';
}
