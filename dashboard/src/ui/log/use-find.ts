import { useEffect, useState } from 'react';
import { useSettled } from '../use-settled.ts';
import type { Found, LogSource } from './log-source.ts';

export type Search =
  | { readonly state: 'idle' }
  | { readonly state: 'looking' }
  | { readonly state: 'failed' }
  | ({ readonly state: 'found' } & Found);

interface Answer {
  readonly text: string;
  /** Undefined when it could not be had. */
  readonly found: Found | undefined;
}

/** The lines that hold what was typed, asked for when the typing pauses. */
export function useFind(find: LogSource['find'], typed: string): Search {
  const wanted = typed.trim();
  const text = useSettled(wanted, 150);
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    if (!text) return;
    let isAwaited = true;
    const take = (found: Found | undefined) => isAwaited && setAnswer({ text, found });
    find(text).then(take, () => take(undefined));
    return () => {
      isAwaited = false;
    };
  }, [find, text]);
  if (!wanted) return { state: 'idle' };
  if (answer?.text !== wanted) return { state: 'looking' };
  return answer.found ? { state: 'found', ...answer.found } : { state: 'failed' };
}
