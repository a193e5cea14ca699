import { useCall } from '../../live/call.ts';
import { useFreshness } from '../../live/use-freshness.ts';
import { useTopic } from '../../live/use-live.ts';

/** Every rule, read again when somebody changed one or alerts began or ended. */
export function useRules() {
  const { data, error, mutate } = useCall('listRules', {});
  useFreshness(mutate, useTopic('rules'), useTopic('alert-counts'));
  return { rules: data?.rules, error, retry: () => void mutate() };
}

/** Those that were deleted, once they are asked for. */
export function useDeletedRules(wanted: boolean) {
  const { data, error, mutate } = useCall('listDeletedRules', wanted ? {} : undefined);
  useFreshness(mutate, useTopic('rules'), wanted);
  return { deleted: data?.rules, error, retry: () => void mutate() };
}
