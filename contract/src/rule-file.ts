import type { RuleSpec } from './rule.ts';

/** What stands at the head of a file of rules. */
export const ruleFileHead =
  "# Rules of SmartOpsAgent. Durations are in milliseconds, values in the metric's own unit.";

/** A rule as a file has it; what is as usual is left out, so that a change shows in a diff. */
export function ruleEntry(id: string | undefined, spec: RuleSpec): Record<string, unknown> {
  const { name, enabled, severity, scope, condition, noData, labels, runbook } = spec;
  // In the order in which a rule is read, wherever the spec comes from.
  return prune({
    ...{ id: id ?? null, name, enabled: enabled ? null : enabled, severity, scope, condition },
    noData: noData === 'keep' ? null : noData,
    ...{ labels, runbook },
  });
}

/** Without what is empty, all the way down. */
function prune(value: object): Record<string, unknown> {
  const entries = Object.entries(value).map(([key, one]) => [key, isPlain(one) ? prune(one) : one] as const);
  const isEmpty = (one: unknown) =>
    one === null || (typeof one === 'object' && Object.keys(one).length === 0);
  return Object.fromEntries(entries.filter(([, one]) => !isEmpty(one)));
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
