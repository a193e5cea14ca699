import type { Service } from '../../world/shop.ts';
import { type Inputs, inputsOf } from './inputs.ts';
import type { WorkflowKey } from './plan.ts';
import { stepNamesOf } from './steps.ts';
import { type JobTemplate, jobsOf, workflow } from './workflows.ts';

/** The text of a workflow as it lies in the repository. */
export function workflowText(repo: Service, key: WorkflowKey, checkout: number): string {
  const byHand = key === 'deploy' ? jobsOf(repo, key, 'production') : [];
  const jobs = [
    ...jobsOf(repo, key).flatMap((job) => jobLines(job, '', checkout)),
    ...byHand.flatMap((job) => jobLines(job, 'by-hand-', checkout)),
  ];
  const lines = [`name: ${workflow(key).name}`, '', 'on:', ...triggersOf(repo, key), '', 'jobs:', ...jobs];
  return `${lines.join('\n')}\n`;
}

const automatic: Readonly<Record<WorkflowKey, readonly string[]>> = {
  ci: ['  pull_request:', '  push:', '    branches: [main]'],
  deploy: ['  push:', '    branches: [main]'],
  preview: ['  pull_request:'],
  nightly: ['  schedule:', "    - cron: '17 2 * * *'"],
  staging: [],
  rollback: [],
};

function triggersOf(repo: Service, key: WorkflowKey): string[] {
  const inputs = inputsOf(repo, key);
  return [...automatic[key], ...(inputs ? ['  workflow_dispatch:', ...inputLines(inputs)] : [])];
}

function inputLines(inputs: Inputs): string[] {
  const lines = Object.entries(inputs).flatMap(([name, { description, isRequired, usual, options }]) => [
    `      ${name}:`,
    `        description: ${description}`,
    `        required: ${isRequired}`,
    ...(usual ? [`        default: ${usual}`] : []),
    ...(options
      ? ['        type: choice', `        options: [${options.join(', ')}]`]
      : ['        type: string']),
  ]);
  return lines.length > 0 ? ['    inputs:', ...lines] : [];
}

function jobLines({ name, kind, needs, deploysTo }: JobTemplate, prefix: string, checkout: number): string[] {
  const idOf = (of: string) =>
    `${prefix}${of
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '')}`;
  const steps = stepNamesOf(kind).map((step) => step.replace('checkout@v5', `checkout@v${checkout}`));
  return [
    `  ${idOf(name)}:`,
    `    name: ${name}`,
    ...(prefix ? ["    if: github.event_name == 'workflow_dispatch'"] : []),
    '    runs-on: ubuntu-24.04',
    ...(needs.length > 0 ? [`    needs: [${needs.map(idOf).join(', ')}]`] : []),
    ...(deploysTo ? [`    environment: ${deploysTo}`] : []),
    '    steps:',
    ...steps.map((step) =>
      step.startsWith('Run actions/') ? `      - uses: ${step.slice(4)}` : `      - name: ${step}`,
    ),
  ];
}
