import type { JobPlan, RunPlan } from '../script/plan.ts';
import { type StepPlan, stepsOf } from '../script/steps.ts';
import { linesOf } from './lines.ts';

/** The whole log of a job that is over: every line with its time, as GitHub stores it. */
export function logOf(run: RunPlan, job: JobPlan): string {
  let last = job.startsAt;
  return stepsOf(job)
    .filter(({ conclusion }) => conclusion !== 'skipped')
    .flatMap((step) => {
      const lines = timed(step, linesOf({ run, job, step }), last);
      last = lines.at(-1)?.at ?? last;
      return lines.map(({ at, text }) => `${precise(at)} ${text}\n`);
    })
    .join('');
}

/** Lines fill their step; where steps share a second, a line is never before the one above it. */
function timed({ startsAt, endsAt }: StepPlan, lines: readonly string[], last: number) {
  const from = Math.max(startsAt, last);
  const length = Math.max(endsAt - from, 0);
  return lines.map((text, index) => ({ at: from + Math.floor((length * index) / lines.length), text }));
}

/** With GitHub's seven digits, of which the last four are steady within a millisecond. */
const precise = (at: number) =>
  `${new Date(at).toISOString().slice(0, -1)}${String((at * 7_919) % 10_000).padStart(4, '0')}Z`;
