import type { RunChoices, RunFilter } from '@smartops/contract';
import { FilterBar } from '../filter-bar.tsx';
import { statuses } from '../filter-choice.tsx';
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
    <FilterBar
      label="Find a run"
      placeholder="Workflow, commit or message"
      {...{ typed, filter, parts, onChange }}
    />
  );
}
