import { useEffect, useState } from 'react';
import { call } from '../../live/call.ts';
import type { CallError } from '../../live/exchange.ts';
import type { CallName, Input, Reply } from '../../live/paths.ts';
import { useSettled } from '../../ui/use-settled.ts';

const pauseMs = 400;

export interface Answer<Data> {
  /** The last one; undefined before the first. */
  readonly data: Data | undefined;
  /** Whether it answers what is asked now. */
  readonly isFresh: boolean;
  readonly tookMs: number;
  /** Since when it is worked on; undefined while nothing is. */
  readonly since: number | undefined;
  readonly failure: string | undefined;
  /** Whether somebody did not want to wait. */
  readonly isStopped: boolean;
  stop(): void;
  again(): void;
}

/**
 * The answer to a question that takes its time. Asked when nothing has changed for a moment; whatever was asked before is
 * taken back. `undefined` asks nothing.
 */
export function useAnswer<Name extends CallName>(
  name: Name,
  input: Input<Name> | undefined,
): Answer<Reply<Name>> {
  const question = input && JSON.stringify(input);
  const settled = useSettled(question, pauseMs);
  const [round, setRound] = useState(0);
  const [stopped, setStopped] = useState<string>();
  const [since, setSince] = useState<number>();
  const [answer, setAnswer] = useState<{ to: string; data: Reply<Name>; tookMs: number }>();
  const [failed, setFailed] = useState<{ to: string; why: string }>();
  const isWanted = settled !== undefined && settled !== stopped;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another round asks the same again.
  useEffect(() => {
    if (!isWanted) return;
    const gone = new AbortController();
    const began = Date.now();
    setSince(began);
    setFailed(undefined);
    call(name, JSON.parse(settled) as Input<Name>, gone.signal)
      .then((data) => setAnswer({ to: settled, data, tookMs: Date.now() - began }))
      .catch((error: CallError) => {
        if (!gone.signal.aborted) setFailed({ to: settled, why: error.message });
      })
      .finally(() => {
        if (!gone.signal.aborted) setSince(undefined);
      });
    return () => {
      gone.abort();
      setSince(undefined);
    };
  }, [name, settled, isWanted, round]);

  return {
    data: answer?.data,
    isFresh: answer !== undefined && answer.to === question,
    tookMs: answer?.tookMs ?? 0,
    since,
    failure: failed?.to === settled ? failed?.why : undefined,
    isStopped: settled !== undefined && settled === stopped,
    stop: () => setStopped(settled),
    again: () => {
      setStopped(undefined);
      setRound((one) => one + 1);
    },
  };
}
