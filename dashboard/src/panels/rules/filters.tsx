import type { Rule } from '@smartops/contract';
import { Plus, Search, X } from 'lucide-react';
import { severityWord } from '../../facts/looks.ts';
import { conditionWord } from '../../facts/rule-changes.ts';
import { formatCount } from '../../format/number.ts';
import { useUrl } from '../../state/url-state.ts';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
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
      <label className="field al-find">
        <Search size={14} aria-hidden />
        <input
          type="search"
          id={findRulesId}
          placeholder="Name, metric, thing or label"
          aria-label="Find a rule"
          value={filter.find ?? ''}
          onChange={({ target }) => onChange('find', target.value)}
        />
        <kbd className="max-tab:hidden">/</kbd>
      </label>
      <Chip
        title="Severity"
        value={filter.severity}
        options={severities}
        words={severityWord}
        onChange={(value) => onChange('severity', value)}
      />
      <Chip
        title="Kind"
        value={filter.kind}
        options={kinds.filter((kind) => used.has(kind))}
        words={conditionWord}
        onChange={(value) => onChange('kind', value)}
      />
      <Chip
        title="Label"
        value={filter.label}
        options={labels}
        words={{}}
        onChange={(value) => onChange('label', value)}
      />
    </div>
  );
}

interface ChipProps {
  title: string;
  value: string | undefined;
  options: readonly string[];
  words: Readonly<Record<string, string>>;
  onChange: (value: string | undefined) => void;
}

function Chip({ title, value, options, words, onChange }: ChipProps) {
  const word = (option: string) => words[option] ?? option;
  const all = value && !options.includes(value) ? [...options, value] : options;
  const items: MenuItem[] = all.map((option) => ({
    label: word(option),
    chosen: option === value,
    run: () => onChange(option),
  }));
  if (items.length === 0) return null;
  return (
    <span className="al-chip">
      <Menu
        label={value ? `${title}: ${word(value)}` : title}
        look={`chip${value ? ' on' : ''}`}
        items={items}
      >
        {value ? (
          <>
            <span className="text-fg-3">{title}</span>
            <span className="max-w-40 truncate">{word(value)}</span>
          </>
        ) : (
          <>
            <Plus size={14} aria-hidden />
            {title}
          </>
        )}
      </Menu>
      {value && (
        <button
          type="button"
          className="btn icon"
          aria-label={`Any ${title.toLowerCase()}`}
          onClick={() => onChange(undefined)}
        >
          <X size={14} aria-hidden />
        </button>
      )}
    </span>
  );
}
