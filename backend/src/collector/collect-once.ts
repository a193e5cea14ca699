import type { HistoryState } from '@smartops/contract';
import { type Batch, type Connection, SourceError } from '../sources/source.ts';

export type Collected =
  | { readonly ok: true; readonly batch: Batch }
  | { readonly ok: false; readonly error: SourceError };

/**
 * Asks one connection once, for at most `budgetMs` or until `end`. A bug or a hang in a source ends here as a failed source, never as
 * a dead or late collector.
 */
export async function collectOnce(
  connection: Connection,
  { cursor, history }: { readonly cursor: string | undefined; readonly history: HistoryState },
  { budgetMs, end }: { readonly budgetMs: number; readonly end?: AbortSignal | undefined },
): Promise<Collected> {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new SourceError('unreachable', `No complete answer within ${Math.round(budgetMs / 1000)} s`));
      abort.abort();
    }, budgetMs);
  });
  try {
    const signal = end ? AbortSignal.any([abort.signal, end]) : abort.signal;
    return { ok: true, batch: await Promise.race([connection.collect(cursor, signal, history), late]) };
  } catch (error) {
    return { ok: false, error: error instanceof SourceError ? error : unexpected(error) };
  } finally {
    clearTimeout(timer);
  }
}

function unexpected(cause: unknown): SourceError {
  return new SourceError(
    'malformed',
    'The source failed in a way that was not foreseen; the log has the details',
    {
      cause,
    },
  );
}
