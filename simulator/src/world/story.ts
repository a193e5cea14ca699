import { MINUTE, SECOND, type World } from './world.ts';

export const CYCLE = 100 * MINUTE;

export type Phase = 'calm' | 'brewing' | 'failing' | 'recovering';
export type Remedy = 'rollback' | 'fix';

/** One turn of the story: a checkout-api deploy that drains the database pool, until another one ends it. */
export interface Cycle {
  readonly index: number;
  readonly badLandedAt: number;
  readonly failingAt: number;
  readonly fixLandedAt: number;
  readonly recoveredAt: number;
  readonly remedy: Remedy;
  readonly previousVersion: string;
  readonly badVersion: string;
  readonly fixVersion: string;
}

export interface Truth {
  readonly phase: Phase;
  readonly startedAt: number;
  readonly cause: string | null;
  readonly cycle: Cycle;
}

export const cycleIndexAt = (world: World, at: number) => Math.floor((at - world.epoch) / CYCLE);

export function cycleOf(world: World, index: number): Cycle {
  const chance = (part: string) => world.chance('story', part, index);
  const badLandedAt =
    world.epoch + index * CYCLE + 5 * MINUTE + Math.round((chance('landed') - 0.5) * 60) * SECOND;
  const failingAt = badLandedAt + Math.round(120 + 120 * chance('brewing')) * SECOND;
  const fixLandedAt = failingAt + Math.round(1_500 + 600 * chance('failing')) * SECOND;
  const remedy = index % 2 === 0 ? 'rollback' : 'fix';
  const previousVersion = remedy === 'rollback' ? `${minor(index - 1)}.4` : `${minor(index - 1)}.3`;
  return {
    index,
    badLandedAt,
    failingAt,
    fixLandedAt,
    recoveredAt: fixLandedAt + 8 * MINUTE,
    remedy,
    previousVersion,
    badVersion: `${minor(index)}.0`,
    fixVersion: remedy === 'rollback' ? previousVersion : `${minor(index)}.1`,
  };
}

/** What is really going on at a moment, for tests to compare with what the product concludes. */
export function truthAt(world: World, at: number): Truth {
  const cycle = cycleOf(world, cycleIndexAt(world, at));
  const cause = `checkout-api ${cycle.badVersion} raised DB_POOL_MAX from 20 to 40: orders-db runs out of connections`;
  if (at < cycle.badLandedAt)
    return { phase: 'calm', startedAt: world.epoch + cycle.index * CYCLE, cause: null, cycle };
  if (at < cycle.failingAt) return { phase: 'brewing', startedAt: cycle.badLandedAt, cause, cycle };
  if (at < cycle.fixLandedAt) return { phase: 'failing', startedAt: cycle.failingAt, cause, cycle };
  if (at < cycle.recoveredAt) return { phase: 'recovering', startedAt: cycle.fixLandedAt, cause, cycle };
  return { phase: 'calm', startedAt: cycle.recoveredAt, cause: null, cycle };
}

function minor(index: number): string {
  const count = 231 + index;
  return `v${Math.floor(count / 100)}.${((count % 100) + 100) % 100}`;
}
