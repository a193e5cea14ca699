import type { IncidentChoices, Me } from '@smartops/contract';
import { severityWord } from '../../facts/looks.ts';
import { ChoiceChip } from '../../ui/filter-chip.tsx';
import { SearchField } from '../../ui/search-field.tsx';
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
      <SearchField
        label="Find an incident"
        placeholder="INC-214, title or service"
        value={typed}
        onChange={(value) => onChange('find', value)}
      />
      <ChoiceChip
        title="Severity"
        options={severities}
        value={filter.severity}
        words={severityWord}
        onChange={(value) => onChange('severity', value)}
      />
      <ChoiceChip
        title="Assigned to"
        options={['me', 'none', ...others]}
        value={filter.assignee}
        words={wordOf}
        onChange={(value) => onChange('assignee', value)}
      />
      <ChoiceChip
        title="Service"
        options={choices?.services ?? []}
        value={filter.service}
        onChange={(value) => onChange('service', value)}
      />
      <ChoiceChip
        title="Began"
        options={Object.keys(spans) as Span[]}
        value={filter.span}
        words={spanWord}
        onChange={(value) => onChange('span', value)}
      />
    </div>
  );
}
