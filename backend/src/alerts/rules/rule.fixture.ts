import { RuleSpec } from '@smartops/contract';
import { type DefaultRule, defaultRules } from './defaults.ts';
import type { StoredRule } from './rule.ts';
import type { Subject } from './subject.ts';

export const minute = 60_000;

/** A stored rule around a condition, for tests. */
export function ruleOf(condition: Record<string, unknown>, more: Record<string, unknown> = {}): StoredRule {
  const { id = 'r', version = 1, ...spec } = more;
  return {
    ...{ id: `${id}`, version: Number(version), origin: 'person', updatedAt: 0, updatedBy: 'sofia' },
    spec: RuleSpec.parse({ name: 'A rule', severity: 'warning', condition, ...spec }),
  };
}

export function stored({ id, spec }: DefaultRule): StoredRule {
  return { id, spec, version: 1, origin: 'catalogue', updatedAt: 0, updatedBy: 'SmartOpsAgent' };
}

export const usualRules = defaultRules({ cpu: 80, memory: 85, disk: 90 }).map(stored);

/** Something to judge, for tests. */
export function subject(more: Partial<Subject> = {}): Subject {
  return {
    ...{ id: 'lb', kind: 'aws.loadbalancer', name: 'checkout-api', connectionId: 'aws', accounts: ['acme'] },
    ...{ region: 'eu-west-1', url: null, state: null, attributes: {}, changedAt: 0 },
    ...more,
  };
}
