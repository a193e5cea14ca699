import type { Stage } from '@smartops/contract';

/** The stage one looks for: what failed, else what runs, else the last that finished. */
export function firstStage(stages: readonly Stage[]): Stage | undefined {
  return (
    stages.find(({ status }) => status === 'failed') ??
    stages.find(({ status }) => status === 'running') ??
    stages.findLast(({ status }) => status === 'success') ??
    stages[0]
  );
}
