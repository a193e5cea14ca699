import { SECOND } from '../../world/world.ts';
import type { Conclusion, JobKind } from './plan.ts';
import type { JobTemplate } from './workflows.ts';

/** A job by offsets from the creation of its run, in ms. */
export interface TimedJob {
  readonly template: JobTemplate;
  readonly kind: JobKind;
  readonly queuedAt: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly conclusion: Conclusion;
}

export interface Fate {
  /** The job that fails. */
  readonly failsAt?: string | undefined;
  /** When someone or a newer push cancels what is still going, ms after the creation. */
  readonly cancelledAfter?: number | undefined;
}

/** Lays out jobs by their needs. Pure; whole seconds, so that offsets survive GitHub's timestamps. */
export function timeJobs(
  templates: readonly JobTemplate[],
  chance: (...key: (string | number)[]) => number,
  { failsAt, cancelledAfter = Infinity }: Fate = {},
): TimedJob[] {
  const jobs = new Map<string, TimedJob>();
  for (const template of templates) {
    const { name, kind } = template;
    const needs = template.needs.flatMap((need) => jobs.get(need) ?? []);
    const queuedAt = Math.max(SECOND, ...needs.map(({ endsAt }) => endsAt + SECOND));
    const blocked = needs.some(({ conclusion }) => conclusion !== 'success');
    if (blocked || queuedAt >= cancelledAfter) {
      const at = Math.min(queuedAt, cancelledAfter);
      const conclusion = blocked && at < cancelledAfter ? 'skipped' : 'cancelled';
      jobs.set(name, { template, kind, queuedAt: at, startsAt: at, endsAt: at, conclusion });
      continue;
    }
    // A runner is at hand once the run has begun.
    const queued = needs.length > 0 ? 1 + 3 * chance(name, 'queue') : 4 + 6 * chance(name, 'queue');
    const startsAt = queuedAt + Math.floor(queued) * SECOND;
    const usual = template.seconds * (0.92 + 0.16 * chance(name, 'length'));
    const share = name === failsAt ? failingShare(template, chance(name, 'fails')) : 1;
    const endsAt = startsAt + Math.max(3, Math.round(usual * share)) * SECOND;
    const conclusion = endsAt > cancelledAfter ? 'cancelled' : name === failsAt ? 'failure' : 'success';
    const end = Math.max(Math.min(endsAt, cancelledAfter), queuedAt);
    jobs.set(name, { template, kind, queuedAt, startsAt: Math.min(startsAt, end), endsAt: end, conclusion });
  }
  return [...jobs.values()];
}

/** A check fails early; a migration waits for its lock first. */
function failingShare({ kind, seconds }: JobTemplate, chance: number): number {
  return kind === 'migrate' ? (26 + 6 * chance) / seconds : 0.45 + 0.5 * chance;
}

export function conclude(jobs: readonly Pick<TimedJob, 'conclusion'>[]): Conclusion {
  if (jobs.some(({ conclusion }) => conclusion === 'failure')) return 'failure';
  return jobs.some(({ conclusion }) => conclusion === 'cancelled') ? 'cancelled' : 'success';
}
