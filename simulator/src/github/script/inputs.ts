import type { Service } from '../../world/shop.ts';
import type { EnvironmentName, WorkflowKey } from './plan.ts';
import { jobsOf } from './workflows.ts';

/** What a workflow asks for when a person starts it. */
export interface Input {
  readonly description: string;
  readonly isRequired: boolean;
  readonly usual: string;
  /** Any text when there are none. */
  readonly options?: readonly string[];
}

export type Inputs = Readonly<Record<string, Input>>;

/** Undefined when the workflow cannot be started by hand. */
export function inputsOf(repo: Service, key: WorkflowKey): Inputs | undefined {
  switch (key) {
    case 'deploy':
      return {
        environment: {
          description: 'Where to',
          isRequired: false,
          usual: 'production',
          options: targetsOf(repo),
        },
        version: {
          description: 'A version that is built; else that of the ref',
          isRequired: false,
          usual: '',
        },
      };
    case 'rollback':
      return { version: { description: 'The version to go back to', isRequired: true, usual: '' } };
    case 'staging':
    case 'nightly':
      return {};
    default:
      return undefined;
  }
}

export function targetsOf(repo: Service): readonly EnvironmentName[] {
  const targets = jobsOf(repo, 'deploy').flatMap(({ deploysTo }) => deploysTo ?? []);
  return [...new Set<EnvironmentName>([...targets, 'production'])];
}
