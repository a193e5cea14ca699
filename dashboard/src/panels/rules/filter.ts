import type { Rule, RuleCondition, RuleSpec, Severity } from '@smartops/contract';
import { conditionWord } from '../../facts/rule-changes.ts';
import { ruleWords } from '../../facts/rule-words.ts';
import { choice, setUrl, text, useUrl } from '../../state/url-state.ts';

export const tabs = ['all', 'firing', 'on', 'off', 'problem', 'deleted'] as const;
export type Tab = (typeof tabs)[number];
/** Those that are about rules there are. */
export type State = Exclude<Tab, 'deleted'>;

export const tabWord: Record<Tab, string> = {
  all: 'All',
  firing: 'Firing',
  on: 'On',
  off: 'Off',
  problem: 'Watch nothing',
  deleted: 'Deleted',
};

export const severities = ['critical', 'error', 'warning', 'info'] as const satisfies readonly Severity[];
export const kinds = Object.keys(conditionWord) as readonly RuleCondition['kind'][];

export const fields = {
  tab: choice('state', tabs),
  find: text('find'),
  severity: text('severity'),
  kind: text('kind'),
  /** `team=payments`. */
  label: text('label'),
  /** The rule whose versions are shown. */
  history: text('history'),
};

export interface RuleFilter {
  readonly find: string | undefined;
  readonly severity: string | undefined;
  readonly kind: string | undefined;
  readonly label: string | undefined;
}

const names = ['find', 'severity', 'kind', 'label'] as const satisfies readonly (keyof RuleFilter)[];
const nothing = Object.fromEntries(names.map((name) => [name, undefined]));

/** The filter of the rules; it lives in the address. */
export function useRuleFilter() {
  const [find] = useUrl(fields.find);
  const [severity] = useUrl(fields.severity);
  const [kind] = useUrl(fields.kind);
  const [label] = useUrl(fields.label);
  const filter: RuleFilter = { find, severity, kind, label };
  return {
    filter,
    change: (name: keyof RuleFilter, value: string | undefined) =>
      setUrl({ [name]: value || undefined }, 'replace'),
    clear: () => setUrl(nothing, 'replace'),
  };
}

export const isFiltered = (filter: RuleFilter): boolean => names.some((name) => filter[name]);

const belongs: Record<State, (rule: Rule) => boolean> = {
  all: () => true,
  firing: ({ firing }) => firing > 0,
  on: ({ spec }) => spec.enabled,
  off: ({ spec }) => !spec.enabled,
  problem: ({ problem }) => problem !== null,
};

export const isIn = (state: State, rule: Rule): boolean => belongs[state](rule);

/** Whether a rule is what is looked for, whatever its state. */
export function isWanted({ id, spec }: Pick<Rule, 'id' | 'spec'>, filter: RuleFilter): boolean {
  const { severity, kind, label } = filter;
  if (severity && spec.severity !== severity) return false;
  if (kind && spec.condition.kind !== kind) return false;
  if (label && !labelsOf(spec).includes(label)) return false;
  const words = (filter.find ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return true;
  const said = textOf(id, spec);
  return words.every((word) => said.includes(word));
}

export const labelsOf = ({ labels }: Pick<RuleSpec, 'labels'>): readonly string[] =>
  Object.entries(labels).map(([name, value]) => `${name}=${value}`);

function textOf(id: string, spec: RuleSpec): string {
  const { condition, scope, name } = spec;
  const metric = 'metric' in condition ? condition.metric : condition.state;
  return [id, name, metric, ruleWords(spec), ...scope.resources, ...scope.kinds, ...labelsOf(spec)]
    .join('\n')
    .replaceAll('\u00a0', ' ')
    .toLowerCase();
}

const weight = (rule: Rule): number => (rule.firing > 0 ? 0 : rule.spec.enabled ? 1 : 2);

/** What fires first, what is off last; of these by name. */
export const inOrder = (rules: readonly Rule[]): readonly Rule[] =>
  rules.toSorted(
    (a, b) => weight(a) - weight(b) || a.spec.name.localeCompare(b.spec.name) || (a.id < b.id ? -1 : 1),
  );
