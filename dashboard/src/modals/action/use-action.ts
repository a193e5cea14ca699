import type { Action } from '@smartops/contract';
import { laterOf } from '../../facts/actions.ts';
import { useCall } from '../../live/call.ts';
import type { CallError } from '../../live/exchange.ts';
import { useTopic } from '../../live/use-live.ts';

/** An action as it stands, from whatever tells the latest of it: the stream, the reply that is `known`, or the API. */
export function useAction(id: string | undefined, known?: Action): { action?: Action; error?: CallError } {
  const streamed = useTopic('actions')?.find((one) => one.id === id);
  const { data, error } = useCall('getAction', id && !streamed && !known ? { id } : undefined);
  const [first, ...others] = [streamed, known, data?.action].filter((one) => one !== undefined);
  if (first) return { action: others.reduce(laterOf, first) };
  return error ? { error } : {};
}
