import type { LogFold, LogOutline } from '@smartops/contract';
import { levelOf, type Marked, readMarked, splitStamp } from './read-line.ts';

const mostErrors = 1_000;
const mostFolds = 2_000;
const longestTitle = 200;

type OpenFold = { -readonly [Key in keyof LogFold]: LogFold[Key] };

/** Lines that begin a step although the runner prints no group for it. */
const silentSteps: Readonly<Record<string, string>> = {
  'Post job cleanup.': 'Post job cleanup',
  'Cleaning up orphan processes': 'Complete job',
};

/**
 * Reads lines in their order and tells what they are made of. GitHub's log does not say where a step begins: the runner's
 * own first words of each step do.
 */
export function openOutline(startedAt: number) {
  const folds: OpenFold[] = [];
  const errors: number[] = [];
  const groupEnds: number[] = [];
  let [lines, bytes, errorCount, warningCount] = [0, 0, 0, 0];
  let step: OpenFold | undefined;
  let group: OpenFold | undefined;
  let headOfStep = false;
  let time = startedAt;

  function open(kind: LogFold['kind'], title: string): OpenFold | undefined {
    if (folds.length >= mostFolds) return undefined;
    const place = { time: new Date(time).toISOString(), from: lines, to: lines };
    const fold = { kind, title: title.slice(0, longestTitle).toWellFormed(), ...place, errors: 0 };
    folds.push(fold);
    return fold;
  }

  function beginStep(title: string): void {
    if (step) step.to = lines - 1;
    if (group) group.to = lines - 1;
    group = undefined;
    step = open('step', title);
  }

  function fold({ marker, text }: Marked): void {
    if (marker === 'group' && text.startsWith('Run ')) {
      beginStep(text);
      headOfStep = true;
    } else if (marker === 'group') {
      if (group) group.to = lines - 1;
      group = open('group', text);
    } else if (marker === 'endgroup') {
      if (groupEnds.length < mostFolds && (group || headOfStep)) groupEnds.push(lines);
      if (group) group.to = lines;
      group = undefined;
      headOfStep = false;
    } else if (silentSteps[text] && step?.title !== silentSteps[text]) beginStep(silentSteps[text] ?? text);
  }

  function count(marked: Marked): void {
    const level = levelOf(marked);
    if (level === 'warning') warningCount++;
    if (level !== 'error') return;
    if (++errorCount <= mostErrors) errors.push(lines);
    if (step) step.errors++;
    if (group) group.errors++;
  }

  return {
    add(line: string): void {
      lines++;
      bytes += Buffer.byteLength(line) + 1;
      const { at, text } = splitStamp(line);
      time = at ?? time;
      if (lines === 1) step = open('step', 'Set up job');
      const marked = readMarked(text);
      fold(marked);
      count(marked);
    },
    close(): LogOutline {
      if (step) step.to = lines;
      if (group) group.to = lines;
      return { lines, bytes, errors, errorCount, warningCount, folds: folds.filter(holdsMore), groupEnds };
    },
  };
}

const holdsMore = ({ from, to }: LogFold) => to > from;
