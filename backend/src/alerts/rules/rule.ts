import type { RuleCondition, RuleSpec } from '@smartops/contract';

/** A rule as it is stored; times are epoch ms. */
export interface StoredRule {
  readonly id: string;
  readonly version: number;
  readonly spec: RuleSpec;
  /** `catalogue` ones were here from the start. */
  readonly origin: 'catalogue' | 'person' | 'file';
  readonly updatedAt: number;
  readonly updatedBy: string;
}

/** The metric a condition reads; undefined for states, which no series carries. */
export function metricOf(condition: RuleCondition): string | undefined {
  return condition.kind === 'state' ? undefined : condition.metric;
}
