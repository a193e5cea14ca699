import { type DeployPreview, type Environment, RunData } from '@smartops/contract';
import type { Judged } from './judge-runs.ts';

export type Tally = Omit<DeployPreview, 'since' | 'runs' | 'complete'>;

const mostExamples = 50;

/** Adds up what runs, newest first, were and would be. Pure but for what it has added up. */
export function openTally(ruleCount: number) {
  const none = () => ({ production: 0, staging: 0, preview: 0 });
  const counts = { before: none(), after: none(), added: 0, removed: 0, moved: 0 };
  const decided = Array.from({ length: ruleCount }, () => 0);
  const examples: DeployPreview['examples'] = [];
  return {
    add({ run, rule, from, to }: Judged): void {
      if (rule !== undefined) decided[rule] = (decided[rule] ?? 0) + 1;
      if (from) counts.before[from]++;
      if (to) counts.after[to]++;
      const change = changeOf(from, to);
      if (!change) return;
      counts[change]++;
      const { data } = RunData.safeParse(run.data);
      if (data && examples.length < mostExamples) examples.push(exampleOf(data, from, to));
    },
    read: (): Tally => ({ ...counts, decided, examples }),
  };
}

function changeOf(from: Environment | null, to: Environment | null) {
  if (from === to) return undefined;
  if (from === null) return 'added';
  return to === null ? 'removed' : 'moved';
}

function exampleOf(
  { runId, repository, workflow, branch, message, startedAt }: RunData,
  from: Environment | null,
  to: Environment | null,
): DeployPreview['examples'][number] {
  return {
    ...{ pipelineId: runId, repository, workflow, branch, title: message },
    startedAt: new Date(startedAt).toISOString(),
    ...{ from, to },
  };
}
