import type { RuleCondition } from './rule.ts';

export interface Fault {
  /** The field, from the spec on. */
  readonly path: readonly string[];
  readonly message: string;
}

/** Limits that contradict each other; empty when they can be meant. */
export function limitFaults(condition: RuleCondition): Fault[] {
  if (condition.kind !== 'threshold') return [];
  const { side, value, critical, clear } = condition;
  const isMilder = (one: number | null) => one !== null && (side === 'above' ? one < value : one > value);
  const isWorse = (one: number | null) => one !== null && (side === 'above' ? one > value : one < value);
  const than = side === 'above' ? ['below', 'above'] : ['above', 'below'];
  const faults: Fault[] = [];
  if (isMilder(critical))
    faults.push({
      path: ['condition', 'critical'],
      message: `Is ${than[0]} the limit, so nothing would ever be a warning`,
    });
  if (isWorse(clear.value))
    faults.push({
      path: ['condition', 'clear', 'value'],
      message: `Is ${than[1]} the limit, so it would end while it is still wrong`,
    });
  return faults;
}
