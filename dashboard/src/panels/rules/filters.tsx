import type { Rule } from '@smartops/contract';
import { severityWord } from '../../facts/looks.ts';
import { conditionWord } from '../../facts/rule-changes.ts';
import { formatCount } from '../../format/number.ts';
import { useUrl } from '../../state/url-state.ts';
import { ChoiceChip } from '../../ui/filter-chip.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import {
  fields,
  isIn,
  kinds,
  labelsOf,
  type RuleFilter,
  severities,
  type Tab,
  tabs,
  tabWord,
} from './filter.ts';

interface TabBarProps {
  tab: Tab;
  /** What is looked for, whatever its state. */
  rules: readonly Rule[];
  isKnown: boolean;
}

/** Which of them, with how many. */
export function TabBar({ tab, rules, isKnown }: TabBarProps) {
  const [, setTab] = useUrl(fields.tab);
  const count = (one: Tab) =>
    isKnown && one !== 'deleted' ? rules.filter((rule) => isIn(one, rule)).length : undefined;
  const shown = tabs.filter((one) => one !== 'problem' || one === tab || (count(one) ?? 0) > 0);
  return (
    <div className="filters">
      <fieldset className="seg al-tabs" aria-label="State">
        {shown.map((one) => (
          <button key={one} type="button" aria-pressed={one === tab} onClick={() => setTab(one)}>
            {tabWord[one]} {count(one) !== undefined && <span>{formatCount(count(one) ?? 0)}</span>}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

interface FiltersProps {
  filter: RuleFilter;
  /** What labels and kinds can be chosen of. */
  rules: readonly Rule[];
  onChange: (name: keyof RuleFilter, value: string | undefined) => void;
}

export const findRulesId = 'find-rules';

export function Filters({ filter, rules, onChange }: FiltersProps) {
  const labels = [...new Set(rules.flatMap(({ spec }) => labelsOf(spec)))].sort();
  const used = new Set<string>(rules.map(({ spec }) => spec.condition.kind));
  return (
    <div className="filters">
      <SearchField
        id={findRulesId}
        label="Find a rule"
        placeholder="Name, metric, thing or label"
        look="al-find"
        keyHint="/"
        value={filter.find ?? ''}
        onChange={(value) => onChange('find', value)}
      />
      <ChoiceChip
        title="Severity"
        value={filter.severity}
        options={severities}
        words={severityWord}
        onChange={(value) => onChange('severity', value)}
      />
      <ChoiceChip
        title="Kind"
        value={filter.kind}
        options={kinds.filter((kind) => used.has(kind))}
        words={conditionWord}
        onChange={(value) => onChange('kind', value)}
      />
      <ChoiceChip
        title="Label"
        value={filter.label}
        options={labels}
        onChange={(value) => onChange('label', value)}
      />
    </div>
  );
}
