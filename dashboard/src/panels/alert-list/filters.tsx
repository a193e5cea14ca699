import type { AlertCounts, Severity } from '@smartops/contract';
import { Layers } from 'lucide-react';
import { severityWord } from '../../facts/looks.ts';
import { ruleAddress, rulesPath } from '../../facts/rule-address.ts';
import { formatCount } from '../../format/number.ts';
import { useCall } from '../../live/call.ts';
import { useUrl } from '../../state/url-state.ts';
import { ChoiceChip, FilterChip } from '../../ui/filter-chip.tsx';
import { Menu, type MenuItem } from '../../ui/menu.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import {
  type AlertFilter,
  type ChipName,
  countOf,
  fields,
  groupings,
  severities,
  type Tab,
  tabs,
  tabWord,
} from './filter.ts';
import { SavedMenu } from './saved-menu.tsx';

interface TabBarProps {
  tab: Tab;
  counts: AlertCounts | undefined;
}

/** Which of them, how they are grouped, and filters with a name. */
export function TabBar({ tab, counts }: TabBarProps) {
  const [, setTab] = useUrl(fields.tab);
  const [group, setGroup] = useUrl(fields.group);
  const shown = tabs.filter((one) => one !== 'dismissed' || one === tab || (counts?.dismissed ?? 0) > 0);
  return (
    <div className="filters">
      <fieldset className="seg al-tabs" aria-label="State">
        {shown.map((one) => (
          <button key={one} type="button" aria-pressed={one === tab} onClick={() => setTab(one)}>
            {tabWord[one]} {counts && <span>{formatCount(countOf(one, counts))}</span>}
          </button>
        ))}
      </fieldset>
      <span className="flex-1" />
      <Menu
        label={`Group: ${group}`}
        look=""
        items={groupings.map((one) => ({
          label: one === 'incident' ? 'By incident' : 'Not at all',
          chosen: one === group,
          run: () => setGroup(one),
        }))}
      >
        <Layers size={14} aria-hidden />
        <span className="max-tab:sr-only">Group: {group}</span>
      </Menu>
      <SavedMenu />
    </div>
  );
}

interface FiltersProps {
  filter: AlertFilter;
  /** What can be chosen of each. */
  options: Readonly<Record<ChipName, readonly string[]>>;
  onChange: (name: keyof AlertFilter, value: string | undefined) => void;
}

const chipWord: Record<ChipName, string> = {
  resource: 'Resource',
  region: 'Region',
  owner: 'Owner',
  source: 'Source',
};

const nobody = { none: 'Nobody' };

export function Filters({ filter, options, onChange }: FiltersProps) {
  return (
    <div className="filters">
      <SearchField
        id="find-alerts"
        label="Find an alert"
        placeholder="Rule, resource, label or note"
        look="al-find"
        keyHint="/"
        value={filter.find ?? ''}
        onChange={(value) => onChange('find', value)}
      />
      <SeverityChip chosen={filter.severity} onChange={(value) => onChange('severity', value)} />
      {(Object.keys(chipWord) as ChipName[]).map((name) => (
        <ChoiceChip
          key={name}
          title={chipWord[name]}
          value={filter[name]}
          options={options[name]}
          words={name === 'owner' ? nobody : undefined}
          onChange={(value) => onChange(name, value)}
        />
      ))}
      {filter.rule && <RuleChip id={filter.rule} onClear={() => onChange('rule', undefined)} />}
    </div>
  );
}

function SeverityChip({
  chosen,
  onChange,
}: {
  chosen: readonly Severity[];
  onChange: (value: string | undefined) => void;
}) {
  const toggled = (one: Severity) =>
    severities.filter((each) => (each === one ? !chosen.includes(one) : chosen.includes(each)));
  const items: MenuItem[] = severities.map((one) => ({
    label: severityWord[one],
    chosen: chosen.includes(one),
    run: () => onChange(toggled(one).join(',')),
  }));
  const words = chosen.join(', ');
  return <FilterChip title="Severity" value={words} items={items} onClear={() => onChange(undefined)} />;
}

/** Chosen where the rules are listed. */
function RuleChip({ id, onClear }: { id: string; onClear: () => void }) {
  const { data } = useCall('getRule', { id });
  const items: MenuItem[] = [
    { label: 'Open the rule', to: ruleAddress(id) },
    { label: 'All rules', to: rulesPath },
  ];
  return <FilterChip title="Rule" value={data?.rule.spec.name ?? id} items={items} onClear={onClear} />;
}
