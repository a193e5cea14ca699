import type { IncidentChoices, Me } from '@smartops/contract';
import { Search } from 'lucide-react';
import { severityWord } from '../../facts/looks.ts';
import { FilterChip } from '../../ui/filter-chip.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { type Filter, type Part, type Span, severities, spans, spanWord } from './filter.ts';

interface FiltersProps {
  filter: Filter;
  typed: string;
  /** Undefined until they are known. */
  choices: IncidentChoices | undefined;
  me: Me | undefined;
  onChange: (part: Part, value: string | undefined) => void;
}

export function Filters({ filter, typed, choices, me, onChange }: FiltersProps) {
  const others = (choices?.assignees ?? []).filter((name) => name !== me?.name);
  const wordOf: Readonly<Record<string, string>> = { me: me?.name ?? 'Me', none: 'Nobody' };
  return (
    <div className="filters">
      <label className="field w-70 max-tab:w-full">
        <Search size={14} aria-hidden />
        <input
          type="search"
          placeholder="INC-214, title or service"
          aria-label="Find an incident"
          maxLength={200}
          value={typed}
          onChange={({ target }) => onChange('find', target.value)}
        />
      </label>
      <Choice
        part="severity"
        title="Severity"
        options={severities}
        words={severityWord}
        {...{ filter, onChange }}
      />
      <Choice
        part="assignee"
        title="Assigned to"
        options={['me', 'none', ...others]}
        words={wordOf}
        {...{ filter, onChange }}
      />
      <Choice
        part="service"
        title="Service"
        options={choices?.services ?? []}
        words={{}}
        {...{ filter, onChange }}
      />
      <Choice
        part="span"
        title="Began"
        options={Object.keys(spans) as Span[]}
        words={spanWord}
        {...{ filter, onChange }}
      />
    </div>
  );
}

interface ChoiceProps extends Pick<FiltersProps, 'filter' | 'onChange'> {
  part: Exclude<Part, 'tab' | 'find'>;
  title: string;
  options: readonly string[];
  words: Readonly<Record<string, string>>;
}

function Choice({ part, title, options, words, filter, onChange }: ChoiceProps) {
  const value = filter[part];
  const wordOf = (one: string) => words[one] ?? one;
  // What is asked for stays to be seen, though no incident has it.
  const all = value === undefined || options.includes(value) ? options : [value, ...options];
  if (all.length === 0) return null;
  const items: MenuItem[] = all.map((one) => ({
    label: wordOf(one),
    chosen: one === value,
    run: () => onChange(part, one),
  }));
  return (
    <FilterChip
      title={title}
      value={value && wordOf(value)}
      items={items}
      onClear={() => onChange(part, undefined)}
    />
  );
}
