import type { DeployPreview } from '@smartops/contract';
import { useMemo, useRef } from 'react';
import { useCall } from '../../live/call.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { type DraftRule, toRules, whole } from './draft.ts';

const pauseMs = 300;

export interface Preview {
  /** The last one that was read; undefined before the first. */
  readonly data: DeployPreview | undefined;
  /** Whether it is of what is written now. */
  readonly isFresh: boolean;
  /** How many rules are not tried, because they are not written to their end. */
  readonly unfinished: number;
  /** Why there is none of it. */
  readonly failure: string | undefined;
  /** How many runs a rule decides, by its key. */
  readonly decided: ReadonlyMap<number, number>;
  /** What is wrong with a field, by the rule's key and its name. */
  readonly errors: ReadonlyMap<string, string>;
}

/** What the draft would change, asked when nothing was typed for a moment. `asks` is false for who may not look ahead. */
export function usePreview(draft: readonly DraftRule[], asks: boolean): Preview {
  const settled = useSettled(draft, pauseMs);
  const tried = useMemo(() => whole(settled), [settled]);
  const { data, error } = useCall('previewDeployRules', asks ? { rules: toRules(tried) } : undefined);
  const last = useRef<{ data: DeployPreview; tried: readonly DraftRule[] }>(undefined);
  if (data) last.current = { data, tried };
  const found = Object.entries(error?.fields ?? {}).map(([path, words]) => {
    const [, index, field] = path.split('.');
    return [`${tried[Number(index)]?.key}.${field}`, words] as const;
  });
  return {
    data: last.current?.data,
    unfinished: settled.length - tried.length,
    isFresh: data !== undefined && settled === draft,
    failure: error && found.length === 0 ? error.message : undefined,
    decided: new Map(last.current?.tried.map(({ key }, i) => [key, last.current?.data.decided[i] ?? 0])),
    errors: new Map(found),
  };
}
