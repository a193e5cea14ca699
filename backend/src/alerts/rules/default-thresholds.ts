import { withThreshold } from './defaults.ts';
import type { Tx } from './facts-store.ts';
import { ruleStore } from './rule-store.ts';

/** In percent. */
export interface Threshold {
  readonly cpu: number | undefined;
  readonly memory: number | undefined;
  readonly disk: number | undefined;
}

const names = ['cpu', 'memory', 'disk'] as const;

/**
 * Writes the settings' thresholds as the next version of their rules; those that stay as they are, or are not given, get none. A rule that
 * was deleted comes back.
 */
export async function setThresholds(
  tx: Tx,
  wanted: Threshold,
  { by, at }: { readonly by: string; readonly at: number },
): Promise<void> {
  const store = ruleStore(tx);
  for (const name of names) {
    const value = wanted[name];
    if (value === undefined) continue;
    const rule = await store.find(`threshold:${name}`);
    if (!rule) continue;
    const { id, spec, version, deletedAt } = rule;
    const isSame = spec.condition.kind === 'threshold' && spec.condition.value === value;
    if (isSame && deletedAt === null) continue;
    await store.update({ id, spec: withThreshold(spec, value), by, at }, version);
  }
}
