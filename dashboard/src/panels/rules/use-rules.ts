import { useCall } from '../../live/call.ts';
import { useFreshness } from '../../live/use-freshness.ts';
import { useTopic } from '../../live/use-live.ts';

/** What each rule watches is counted anew for every reading of the list. */
const countsRestMs = 3_000;

/** Every rule, read again when somebody changed one or alerts began or ended. */
export function useRules() {
  const { data, error, mutate } = useCall('listRules', {});
  useFreshness(mutate, useTopic('rules'));
  useFreshness(mutate, useTopic('alert-counts'), undefined, countsRestMs);
  return { rules: data?.rules, error, retry: () => void mutate() };
}

/** Those that were deleted, once they are asked for. */
export function useDeletedRules(wanted: boolean) {
  const { data, error, mutate } = useCall('listDeletedRules', wanted ? {} : undefined);
  useFreshness(mutate, useTopic('rules'));
  return { deleted: data?.rules, error, retry: () => void mutate() };
}
