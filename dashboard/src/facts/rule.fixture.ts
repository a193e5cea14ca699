import type { Rule, RuleCondition, RuleSpec } from '@smartops/contract';

const minute = 60_000;

export const threshold: RuleCondition = {
  ...{ kind: 'threshold', metric: 'cpu.percent', side: 'above', value: 85, critical: 95 },
  ...{ forMs: 5 * minute, atLeast: null, clear: { value: null, forMs: 3 * minute } },
};

/** A rule as it is written, for tests. */
export function ruleSpec(more: Partial<RuleSpec> = {}): RuleSpec {
  return {
    ...{ name: 'CPU is busy', enabled: true, severity: 'warning', condition: threshold, noData: 'keep' },
    scope: { kinds: [], connections: [], accounts: [], regions: [], resources: [], tags: {} },
    ...{ labels: {}, runbook: null, ...more },
  };
}

/** A rule as it is listed, for tests. */
export function ruleAs(id: string, spec: Partial<RuleSpec> = {}, more: Partial<Rule> = {}): Rule {
  return {
    ...{ id, version: 1, spec: ruleSpec(spec), origin: 'person', updatedBy: 'sofia', matches: 1, firing: 0 },
    ...{ updatedAt: '2026-11-24T10:00:00.000Z', problem: null, locked: null, ...more },
  };
}
