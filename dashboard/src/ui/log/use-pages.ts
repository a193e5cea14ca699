import type { LogRow } from '@smartops/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { LogSource } from './log-source.ts';

const pageSize = 500;
/** What is only passed by while scrolling is not asked for. */
const settleMs = 60;

type Pages = ReadonlyMap<number, readonly LogRow[]>;

const pageOf = (line: number) => Math.floor((line - 1) / pageSize);

/** The lines in sight, asked for page by page. */
export function usePages(load: LogSource['load'], lines: readonly number[]) {
  const [pages, setPages] = useState<Pages>(new Map());
  const [error, setError] = useState<Error>();
  const asked = useRef(new Set<number>());
  const wanted = [...new Set(lines.map(pageOf))].join();

  const ask = useCallback(
    async (page: number) => {
      if (asked.current.has(page)) return;
      asked.current.add(page);
      try {
        const rows = await load(page * pageSize + 1, pageSize);
        setPages((old) => new Map(old).set(page, rows));
        setError(undefined);
      } catch (reason) {
        asked.current.delete(page);
        setError(reason instanceof Error ? reason : new Error('The log cannot be read'));
      }
    },
    [load],
  );
  const askAll = useCallback(() => {
    if (wanted) for (const page of wanted.split(',')) void ask(Number(page));
  }, [ask, wanted]);

  useEffect(() => {
    const timer = setTimeout(askAll, asked.current.size === 0 ? 0 : settleMs);
    return () => clearTimeout(timer);
  }, [askAll]);

  const rowOf = (line: number) => pages.get(pageOf(line))?.[(line - 1) % pageSize];
  return { rowOf, error, retry: askAll };
}
