import type { DoraFigures } from '@smartops/contract';
import { type DeployFact, isIn, type Span } from './facts.ts';
import { median, rate } from './statistics.ts';
import type { Windows } from './workflows.ts';

/** What a service's production deployments amount to, moment by moment. */
export interface Deliveries {
  /** Since when its deployments are known. */
  readonly knownSince: number;
  /** When something was brought to production. */
  readonly deployments: readonly number[];
  readonly changes: readonly {
    readonly at: number;
    readonly failed: boolean;
    readonly leadMs: number | null;
  }[];
  readonly restores: readonly { readonly at: number; readonly ms: number }[];
}

interface Change {
  readonly at: number;
  readonly leadMs: number | null;
  failed: boolean;
}

/**
 * Reads one service's production deployments in the order they ended. A version that is brought back is no change: it
 * says that the one it replaces has failed. Pure. `begunAt` says when the work on a commit was done.
 */
export function toDeliveries(
  deploys: readonly DeployFact[],
  begunAt: (deploy: DeployFact) => number | undefined,
  knownSince: number,
): Deliveries {
  const deployments: number[] = [];
  const changes: Change[] = [];
  const restores: { at: number; ms: number }[] = [];
  const seen = new Set<string>();
  let live: { readonly sha: string; readonly change: Change | undefined } | undefined;
  let brokenAt: number | undefined;
  for (const deploy of deploys.toSorted((a, b) => a.at - b.at)) {
    const { sha, at, went } = deploy;
    if (went === 'unknown') continue;
    if (went === 'badly') {
      changes.push({ at, failed: true, leadMs: null });
      brokenAt ??= at;
      continue;
    }
    deployments.push(at);
    const isNew = !seen.has(sha);
    if (!isNew && live && sha !== live.sha && live.change) {
      live.change.failed = true;
      brokenAt = Math.min(brokenAt ?? live.change.at, live.change.at);
    }
    const change = isNew ? { at, failed: false, leadMs: leadOf(deploy, begunAt(deploy)) } : undefined;
    if (change) changes.push(change);
    if (brokenAt !== undefined) restores.push({ at, ms: at - brokenAt });
    brokenAt = undefined;
    // What is deployed a second time is still the change it was.
    live = sha === live?.sha ? live : { sha, change };
    seen.add(sha);
  }
  return { knownSince, deployments, changes, restores };
}

/** A commit that says it was made after it was live says nothing. */
function leadOf({ at }: DeployFact, begunAt: number | undefined): number | null {
  return begunAt === undefined || begunAt > at ? null : at - begunAt;
}

/** The four figures of one service, or of all of a team. Pure. */
export function toDora(all: readonly Deliveries[], windows: Windows): DoraFigures {
  const [value, before] = [figuresOf(all, windows.now), figuresOf(all, windows.before)];
  const figure = (name: keyof typeof value) => ({ value: value[name], before: before[name] });
  return {
    deploymentsPerDay: figure('deploymentsPerDay'),
    leadTimeMs: figure('leadTimeMs'),
    changeFailureRate: figure('changeFailureRate'),
    restoreMs: figure('restoreMs'),
  };
}

function figuresOf(all: readonly Deliveries[], span: Span) {
  const changes = all.flatMap((one) => one.changes.filter(({ at }) => isIn(span, at)));
  const restores = all.flatMap((one) => one.restores.filter(({ at }) => isIn(span, at)));
  const perDay = all.map((one) => perDayOf(one, span));
  return {
    deploymentsPerDay: sumOf(perDay),
    leadTimeMs: median(changes.flatMap(({ leadMs }) => leadMs ?? [])),
    changeFailureRate: rate(changes.filter(({ failed }) => failed).length, changes.length),
    restoreMs: median(restores.map(({ ms }) => ms)),
  };
}

/** Unknown of all where it is unknown of one. */
function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 || known.length < values.length ? null : known.reduce((sum, one) => sum + one, 0);
}

const dayMs = 86_400_000;

/** Over the days that are known; unknown of less than one. */
function perDayOf({ deployments, knownSince }: Deliveries, { from, to }: Span): number | null {
  const days = (to - Math.max(from, knownSince)) / dayMs;
  return days < 1 ? null : deployments.filter((at) => isIn({ from, to }, at)).length / days;
}
