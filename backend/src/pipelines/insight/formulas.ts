import type { Insight } from '@smartops/contract';

const dora = 'DORA, Accelerate State of DevOps 2021';

/** One line on each figure: how it is made, and whose figure it is. */
export const formulas: Insight['formulas'] = {
  successRate:
    'Runs that succeeded ÷ runs that succeeded or failed; skipped and cancelled ones do not count.',
  medianMs: 'Median duration of successful runs, from the start of the attempt to the end of its last job.',
  p95Ms: '95th percentile of the same durations, by nearest rank.',
  queueMs: "Median time from the attempt's start to the start of its first job.",
  flaky: 'Jobs that failed and succeeded on the same commit, in attempts or runs of one workflow.',
  deploymentsPerDay: `Successful deployments to production ÷ days that are known (${dora}).`,
  leadTimeMs: `Median from commit, or its first run where no commit time is known, to live in production (${dora}).`,
  changeFailureRate: `New versions in production that failed to deploy or were rolled back ÷ all that ended (${dora}).`,
  restoreMs: `Median from a failed deployment, or a version rolled back later, to the next that went well (${dora}).`,
};
