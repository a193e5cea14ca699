import { type Bends, bentAt } from '../world/bends.ts';
import { hashText, scatter, wander } from '../world/chance.ts';
import { livelyDemand } from '../world/load.ts';
import { createStrain, type Strain } from '../world/strain.ts';
import { MINUTE, type World } from '../world/world.ts';
import type { Bin } from './bin.ts';

export type Dimensions = readonly (readonly [name: string, value: string])[];

/** One metric of CloudWatch. */
export interface Series {
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
  /** The minute that starts then, epoch ms; undefined where nothing was reported. */
  at(minute: number): Bin | undefined;
}

/** What series are made from; pure in time. */
export interface Sky {
  readonly world: World;
  /** In the middle of the minute. */
  strain(minute: number): Strain;
  /** About 1 on a busy afternoon, with the unrest of the series called `key`. */
  demand(key: string, minute: number, unrest?: number): number;
  /** Smooth noise in about [-1, 1] for the series called `key`. */
  noise(key: string, minute: number): number;
  /** A whole number whose mean over many minutes is `mean`. */
  count(key: string, minute: number, mean: number): number;
}

export function createSky(world: World, bends: Bends): Sky {
  const story = createStrain(world);
  const strain = (at: number) => bentAt(bends, at) ?? story(at);
  const keys = new Map<string, number>();
  const keyOf = (name: string) => {
    const key = keys.get(name) ?? hashText(`${world.seed}|aws|${name}`);
    keys.set(name, key);
    return key;
  };
  return {
    world,
    strain: (minute) => strain(minute + MINUTE / 2),
    demand: (key, minute, unrest) => livelyDemand(keyOf(key), minute, unrest),
    noise: (key, minute) => wander(keyOf(key), minute / MINUTE),
    count: (key, minute, mean) => Math.floor(mean + scatter(keyOf(key), minute / MINUTE)),
  };
}

export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}
