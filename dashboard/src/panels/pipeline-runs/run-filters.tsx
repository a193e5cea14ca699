import type { RunChoices, RunFilter } from '@smartops/contract';
import { SearchField } from '../../ui/search-field.tsx';
import { FilterChoice, statuses } from '../filter-choice.tsx';
import { environments } from './filter.ts';

interface RunFiltersProps {
  /** Undefined until they are known. */
  choices: RunChoices | undefined;
  filter: RunFilter;
  typed: string;
  onChange: (name: keyof RunFilter, value: string | undefined) => void;
}

export function RunFilters({ choices, filter, typed, onChange }: RunFiltersProps) {
  const parts = [
    { name: 'status', title: 'Status', options: statuses },
    { name: 'repository', title: 'Repository', options: choices?.repositories ?? [] },
    { name: 'workflow', title: 'Workflow', options: choices?.workflows ?? [] },
    { name: 'branch', title: 'Branch', options: choices?.branches ?? [] },
    { name: 'environment', title: 'Environment', options: environments },
    { name: 'actor', title: 'Started by', options: choices?.actors ?? [] },
  ] as const;
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
      <SearchField
        label="Find a run"
        placeholder="Workflow, commit or message"
        value={typed}
        onChange={(value) => onChange('text', value)}
      />
      {parts.map(({ name, title, options }) => (
        <FilterChoice
          key={name}
          title={title}
          options={options}
          value={filter[name]}
          onChange={(value) => onChange(name, value)}
        />
      ))}
    </div>
  );
}
