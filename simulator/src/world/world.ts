import { type Chance, chanceFrom } from './chance.ts';

/** Everything the simulator says follows from these: same seed, epoch and time, same answer. */
export interface World {
  readonly seed: string;
  readonly epoch: number;
  readonly chance: Chance;
  now(): number;
}

export function createWorld(seed: string, epoch: number, now: () => number): World {
  return { seed, epoch, now, chance: chanceFrom(seed) };
}

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
