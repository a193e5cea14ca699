import type { Alert } from '@smartops/contract';
import { useCallback, useMemo, useState } from 'react';

/** Which of the listed alerts are selected; what leaves the list is no longer. */
export function usePicked(listed: readonly Alert[]) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const picked = useMemo(() => listed.filter(({ id }) => ids.has(id)), [listed, ids]);
  const toggle = useCallback(
    ({ id }: Alert) =>
      setIds((before) => {
        const after = new Set(before);
        if (!after.delete(id)) after.add(id);
        return after;
      }),
    [],
  );
  return {
    picked,
    ids,
    toggle,
    pickAll: () => setIds(new Set(listed.map(({ id }) => id))),
    clear: () => setIds(new Set()),
  };
}
