import type { Pipeline } from '@smartops/contract';
import { useEffect } from 'react';
import { useCall } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';

const everyMs = 10_000;

export const isGoing = ({ status }: Pick<Pipeline, 'status'>) => status === 'running' || status === 'pending';

/** A run as it is now. The stream carries one; any other that is going is asked for again and again. */
export function useRun(id: string | null): { readonly run: Pipeline | undefined; readonly missing: boolean } {
  const live = useTopic('pipeline')?.find((it) => it.id === id);
  const { data, error, mutate } = useCall('getPipeline', live || id === null ? undefined : { id });
  const run = live ?? data?.pipeline;
  const asks = !live && run !== undefined && isGoing(run);
  useEffect(() => {
    if (!asks) return;
    const timer = setInterval(() => void mutate(), everyMs);
    return () => clearInterval(timer);
  }, [asks, mutate]);
  return { run, missing: error !== undefined && !run };
}
