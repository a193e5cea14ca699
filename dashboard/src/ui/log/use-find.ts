import { useEffect, useState } from 'react';
import { stripAnsi } from './ansi.ts';

const linesAtOnce = 5_000;

/** The numbers of the lines that hold the text, without regard to case; found in slices, so that typing never waits. */
export function useFind(lines: readonly string[], query: string): readonly number[] {
  const [hits, setHits] = useState<readonly number[]>([]);
  useEffect(() => {
    const sought = query.toLowerCase();
    const found: number[] = [];
    let from = 0;
    let timer = setTimeout(look);
    function look() {
      const to = sought ? Math.min(from + linesAtOnce, lines.length) : 0;
      for (; from < to; from++) if (holds(lines[from] ?? '', sought)) found.push(from);
      if (sought && from < lines.length) timer = setTimeout(look);
      else setHits(found);
    }
    return () => clearTimeout(timer);
  }, [lines, query]);
  return hits;
}

const holds = (line: string, sought: string) => stripAnsi(line).toLowerCase().includes(sought);
