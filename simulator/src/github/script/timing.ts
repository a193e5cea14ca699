import { DAY, SECOND } from '../../world/world.ts';
import type { Conclusion, Fate, JobKind } from './plan.ts';
import type { JobTemplate } from './workflows.ts';

/** A job by offsets from the start of its attempt, in ms. */
export interface TimedJob {
  readonly template: JobTemplate;
  readonly kind: JobKind;
  readonly queuedAt: number;
  readonly waitsUntil?: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly conclusion: Conclusion;
}

type Chance = (...key: (string | number)[]) => number;

interface Before {
  readonly endsAt: number;
  readonly conclusion: Conclusion;
}

const waitsAtMost = 30 * DAY;

/** Lays out jobs by their needs. Pure; whole seconds, so that offsets survive GitHub's timestamps. */
export function timeJobs(
  templates: readonly JobTemplate[],
  chance: Chance,
  fate: Fate = {},
  kept: readonly { readonly name: string; readonly conclusion: Conclusion }[] = [],
): TimedJob[] {
  const before = new Map<string, Before>(
    kept.map(({ name, conclusion }) => [name, { endsAt: 0, conclusion }]),
  );
  return templates.flatMap((template) => {
    if (before.has(template.name)) return [];
    const needs = template.needs.flatMap((need) => before.get(need) ?? []);
    const job = timeJob(template, needs, chance, fate);
    before.set(template.name, job);
    return job;
  });
}

function timeJob(template: JobTemplate, needs: readonly Before[], chance: Chance, fate: Fate): TimedJob {
  const { name, kind } = template;
  const { failsAt, cancelledAfter = Infinity, review } = fate;
  const queuedAt = Math.max(SECOND, ...needs.map(({ endsAt }) => endsAt + SECOND));
  const blocked = needs.some(({ conclusion }) => conclusion !== 'success');
  const at = (moment: number, conclusion: Conclusion): TimedJob => {
    const end = Math.min(moment, cancelledAfter);
    return { template, kind, queuedAt: Math.min(queuedAt, end), startsAt: end, endsAt: end, conclusion };
  };
  if (blocked || queuedAt >= cancelledAfter)
    return at(queuedAt, blocked && queuedAt < cancelledAfter ? 'skipped' : 'cancelled');
  const waits = template.needsReview === true;
  const decidedAt = review ? Math.max(queuedAt, review.after) : queuedAt + waitsAtMost;
  const waitsUntil = waits ? { waitsUntil: Math.min(decidedAt, cancelledAfter) } : {};
  if (waits && (review?.state !== 'approved' || decidedAt >= cancelledAfter))
    return { ...at(decidedAt, decidedAt >= cancelledAfter ? 'cancelled' : 'failure'), ...waitsUntil };
  // A runner is at hand once the run has begun.
  const queued = needs.length > 0 ? 1 + 3 * chance(name, 'queue') : 4 + 6 * chance(name, 'queue');
  const startsAt = (waits ? decidedAt : queuedAt) + Math.floor(queued) * SECOND;
  const usual = template.seconds * (0.92 + 0.16 * chance(name, 'length'));
  const share = name === failsAt ? failingShare(template, chance(name, 'fails')) : 1;
  const endsAt = startsAt + Math.max(3, Math.round(usual * share)) * SECOND;
  const conclusion = endsAt > cancelledAfter ? 'cancelled' : name === failsAt ? 'failure' : 'success';
  const end = Math.max(Math.min(endsAt, cancelledAfter), queuedAt);
  return {
    template,
    kind,
    queuedAt,
    ...waitsUntil,
    startsAt: Math.min(startsAt, end),
    endsAt: end,
    conclusion,
  };
}

/** A check fails early; a migration waits for its lock first. */
function failingShare({ kind, seconds }: JobTemplate, chance: number): number {
  return kind === 'migrate' ? (26 + 6 * chance) / seconds : 0.45 + 0.5 * chance;
}

export function conclude(jobs: readonly { readonly conclusion: Conclusion }[]): Conclusion {
  if (jobs.some(({ conclusion }) => conclusion === 'failure')) return 'failure';
  return jobs.some(({ conclusion }) => conclusion === 'cancelled') ? 'cancelled' : 'success';
}
