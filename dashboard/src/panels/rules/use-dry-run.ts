import { useEffect, useState } from 'react';
import { call } from '../../live/call.ts';
import { CallError } from '../../live/exchange.ts';
import type { Reply } from '../../live/paths.ts';
import { useSettled } from '../../ui/use-settled.ts';

export type Plan = Reply<'importRules'>;

interface Answer {
  /** What was asked about. */
  readonly text: string;
  readonly plan?: Plan;
  readonly problem?: string;
}

/** What an import of a text would do, asked once one has stopped typing. An answer about another text counts for nothing. */
export function useDryRun(text: string) {
  const settled = useSettled(text, 300);
  const [answer, setAnswer] = useState<Answer>();
  useEffect(() => {
    if (settled.trim() === '') return;
    let isStale = false;
    const tell = (one: Omit<Answer, 'text'>) => {
      if (!isStale) setAnswer({ text: settled, ...one });
    };
    call('importRules', { text: settled, dryRun: true }).then(
      (plan) => tell({ plan }),
      (error: unknown) => tell({ problem: problemOf(error) }),
    );
    return () => {
      isStale = true;
    };
  }, [settled]);
  const current = answer?.text === text ? answer : undefined;
  return {
    plan: current?.plan,
    problem: current?.problem,
    busy: text.trim() !== '' && !current,
  };
}

/** What is wrong with the text, in the parser's words where there are such. */
function problemOf(error: unknown): string {
  if (error instanceof CallError) return error.fields.text ?? error.message;
  return String(error);
}
