import type { Stage } from '@smartops/contract';

const isSkipped = ({ rawStatus }: Stage) => /^skip/i.test(rawStatus);
const after = (time: string | null) => (time === null ? Number.POSITIVE_INFINITY : Date.parse(time));

/** In the order they began; no job begins before those it needs have ended. What has not begun keeps its place behind. */
export function inOrder(stages: readonly Stage[]): readonly Stage[] {
  const order = (stage: Stage) => after(stage.startedAt ?? stage.finishedAt);
  return stages.toSorted((a, b) => order(a) - order(b) || 0);
}

/** The stage one looks for: what failed, else what runs, else the last that finished. */
export function firstStage(stages: readonly Stage[]): Stage | undefined {
  return (
    stages.find(({ status, rawStatus }) => status === 'failed' && !/^cancel/i.test(rawStatus)) ??
    stages.find(({ status }) => status === 'failed') ??
    stages.find(({ status }) => status === 'running') ??
    stages.findLast((stage) => stage.status === 'success' && !isSkipped(stage)) ??
    stages[0]
  );
}

/** The stage of a going run whose log came last: what failed, else what ended last, else what runs. */
export function newestStage(stages: readonly Stage[]): Stage | undefined {
  const [failed] = stages.filter(({ status }) => status === 'failed');
  const ended = stages.filter((stage) => stage.finishedAt !== null && !isSkipped(stage));
  const last = ended.toSorted((a, b) => after(b.finishedAt) - after(a.finishedAt))[0];
  return failed ?? last ?? firstStage(stages);
}
