import type { DeploymentFilter, EnvironmentCounts } from '@smartops/contract';
import { formatCount } from '../../format/number.ts';
import { useCall } from '../../live/call.ts';
import { FilterBar } from '../filter-bar.tsx';
import { statuses } from '../filter-choice.tsx';
import { countOf, type Tab, tabs } from './filter.ts';

const tabWords: Record<Tab, string> = {
  all: 'All',
  production: 'Production',
  staging: 'Staging',
  preview: 'Preview',
};

interface FilterProps {
  filter: DeploymentFilter;
  onChange: (name: keyof DeploymentFilter, value: string | undefined) => void;
}

/** The environments, with how many of what is looked for are in each. */
export function EnvironmentTabs({
  filter,
  counts,
  onChange,
}: FilterProps & { counts: EnvironmentCounts | undefined }) {
  const chosen = filter.environment ?? 'all';
  return (
    <div className="tabs" role="tablist" aria-label="Environment">
      {tabs.map((tab) => (
        <button
          key={tab}
          type="button"
          role="tab"
          aria-selected={tab === chosen}
          onClick={() => onChange('environment', tab === 'all' ? undefined : tab)}
        >
          {tabWords[tab]} <span className="count">{counts && formatCount(countOf(counts, tab))}</span>
        </button>
      ))}
    </div>
  );
}

export function DeploymentFilters({ filter, typed, onChange }: FilterProps & { typed: string }) {
  const choices = useCall('listDeploymentChoices', {}).data?.choices;
  const parts = [
    { name: 'status', title: 'Status', options: statuses },
    { name: 'service', title: 'Service', options: choices?.services ?? [] },
    { name: 'author', title: 'Deployed by', options: choices?.authors ?? [] },
  ] as const;
  return (
    <FilterBar
      label="Find a deployment"
      placeholder="Service, commit or message"
      {...{ typed, filter, parts, onChange }}
    />
  );
}
