import type { JobPlan, RunPlan } from '../script/plan.ts';
import type { StepPlan } from '../script/steps.ts';

export interface Told {
  readonly run: RunPlan;
  readonly job: JobPlan;
  readonly step: StepPlan;
}

export type Lines = readonly string[];

const cyan = (text: string) => `\u001b[36;1m${text}\u001b[0m`;
export const green = (text: string) => `\u001b[32m${text}\u001b[39m`;
export const red = (text: string) => `\u001b[31m${text}\u001b[39m`;
export const yellow = (text: string) => `\u001b[33m${text}\u001b[39m`;
export const dim = (text: string) => `\u001b[2m${text}\u001b[22m`;

/** The head that GitHub prints for a step with `run:`. */
export const shell = (command: string, env: Lines = []): Lines => [
  `##[group]Run ${command}`,
  cyan(command),
  'shell: /usr/bin/bash -e {0}',
  ...(env.length > 0 ? ['env:', ...env.map((line) => `  ${line}`)] : []),
  '##[endgroup]',
];

export const imageOf = ({ repo, version, commit }: RunPlan) =>
  `418230014477.dkr.ecr.eu-west-1.amazonaws.com/${repo}:${version ?? commit.sha.slice(0, 7)}`;
