import type { DeploymentFilter, EnvironmentCounts } from '@smartops/contract';
import { statuses } from '../filter-choice.tsx';

export const tabs = ['all', 'production', 'staging', 'preview'] as const;
export type Tab = (typeof tabs)[number];

/** Each part of the filter with its name in the address. */
export const names = {
  environment: 'environment',
  service: 'service',
  status: 'deploy-status',
  author: 'deployed-by',
  text: 'find',
} as const satisfies Record<keyof DeploymentFilter, string>;

/** The filter as the API takes it: what the address has nothing to say about, and what nobody knows, is left out. */
export function toFilter(
  asked: Readonly<Record<keyof DeploymentFilter, string | undefined>>,
): DeploymentFilter {
  const { environment, status, text, ...words } = asked;
  return Object.fromEntries(
    Object.entries({
      ...words,
      environment: tabs.slice(1).find((one) => one === environment),
      status: statuses.find((one) => one === status),
      text: text?.trim(),
    }).filter(([, value]) => value),
  );
}

/** How many there are behind a tab. */
export const countOf = (counts: EnvironmentCounts, tab: Tab): number =>
  tab === 'all' ? counts.production + counts.staging + counts.preview : counts[tab];
