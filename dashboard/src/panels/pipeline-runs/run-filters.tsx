import type { Pipeline } from '@smartops/contract';
import { ChevronDown, Search } from 'lucide-react';
import { Menu } from '../../ui/menu.tsx';
import { optionsOf, type RunFilter, statuses } from './filter.ts';

interface RunFiltersProps {
  runs: readonly Pipeline[];
  filter: RunFilter;
  onChange: (name: keyof RunFilter, value: string | undefined) => void;
}

const statusWords: Readonly<Record<string, string>> = {
  failed: 'Failed',
  running: 'Running',
  pending: 'Pending',
  success: 'Success',
};

export function RunFilters({ runs, filter, onChange }: RunFiltersProps) {
  const { status, repository, workflow, branch, words } = filter;
  const choices = [
    { name: 'status', title: 'Status', value: status, options: statuses },
    {
      name: 'repository',
      title: 'Repository',
      value: repository,
      options: optionsOf(runs, (run) => run.repository, repository),
    },
    {
      name: 'workflow',
      title: 'Workflow',
      value: workflow,
      options: optionsOf(runs, ({ name }) => name, workflow),
    },
    {
      name: 'branch',
      title: 'Branch',
      value: branch,
      options: optionsOf(runs, (run) => run.branch, branch),
    },
  ] as const;
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-2">
      <label className="field w-70 max-tab:w-full">
        <Search size={14} aria-hidden />
        <input
          type="search"
          placeholder="Workflow, commit or message"
          aria-label="Find a run"
          value={words ?? ''}
          onChange={(event) => onChange('words', event.target.value)}
        />
      </label>
      {choices.map(({ name, title, value, options }) => (
        <Menu
          key={name}
          label={value ? `${title}: ${wordOf(value)}` : title}
          look="ghost"
          items={[
            { label: 'Any', chosen: value === undefined, run: () => onChange(name, undefined) },
            ...options.map((option) => ({
              label: wordOf(option),
              chosen: option === value,
              run: () => onChange(name, option),
            })),
          ]}
        >
          <span className={value ? 'font-medium' : ''}>{value ? wordOf(value) : title}</span>
          <ChevronDown size={14} aria-hidden />
        </Menu>
      ))}
    </div>
  );
}

const wordOf = (value: string) => statusWords[value] ?? value;
