import type { Environment, RunFilter } from '@smartops/contract';
import { statuses } from '../filter-choice.tsx';

export const environments = ['production', 'staging', 'preview'] as const satisfies readonly Environment[];

/** Each part of the filter with its name in the address. */
export const names = {
  status: 'run-status',
  repository: 'repository',
  workflow: 'workflow',
  branch: 'branch',
  actor: 'actor',
  environment: 'environment',
  text: 'run',
} as const satisfies Record<keyof RunFilter, string>;

/** The filter as the API takes it: what the address has nothing to say about, and what nobody knows, is left out. */
export function toFilter(asked: Readonly<Record<keyof RunFilter, string | undefined>>): RunFilter {
  const { status, environment, text, ...words } = asked;
  return Object.fromEntries(
    Object.entries({
      ...words,
      status: statuses.find((one) => one === status),
      environment: environments.find((one) => one === environment),
      text: text?.trim(),
    }).filter(([, value]) => value),
  );
}
