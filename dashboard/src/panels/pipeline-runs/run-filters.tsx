import type { RunChoices, RunFilter } from '@smartops/contract';
import { Search } from 'lucide-react';
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
      <label className="field w-70 max-tab:w-full">
        <Search size={14} aria-hidden />
        <input
          type="search"
          placeholder="Workflow, commit or message"
          aria-label="Find a run"
          maxLength={200}
          value={typed}
          onChange={(event) => onChange('text', event.target.value)}
        />
      </label>
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
