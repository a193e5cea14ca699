import { useEffect } from 'react';
import { useCall } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';

/** An incident by its name or, as messages link it, its id; with everything around it, asked for again whenever the stream tells that it changed. */
export function useIncident(name: string) {
  const { data, error, mutate } = useCall('getIncident', { id: name });
  const news = useTopic('incidents')?.find(({ id, name: own }) => id === name || own === name);
  const actions = useTopic('actions');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the stream brings only says that there is more to read.
  useEffect(() => {
    if (news) void mutate();
  }, [news, actions, mutate]);
  return { view: data, error, again: async () => void (await mutate()) };
}
