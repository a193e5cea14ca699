import { cycleIndexAt, cycleOf } from './story.ts';
import { MINUTE, type World } from './world.ts';

/** How far the story has bent the world, 0 to 1 for each symptom, and the messages waiting because of it. */
export interface Strain {
  readonly connections: number;
  readonly errors: number;
  readonly backlog: number;
}

const calm: Strain = { connections: 0, errors: 0, backlog: 0 };
const GROWTH = 410;
const DRAIN = 1_900;

/** Strain by minute, remembered because every series of a chart asks for the same minutes. */
export function createStrain(world: World): (at: number) => Strain {
  const known = new Map<number, Strain>();
  return (at) => {
    const found = known.get(at);
    if (found) return found;
    if (known.size > 20_000) known.clear();
    const strain = strainAt(world, at);
    known.set(at, strain);
    return strain;
  };
}

function strainAt(world: World, at: number): Strain {
  const cycle = cycleOf(world, cycleIndexAt(world, at));
  if (at < cycle.badLandedAt || at > cycle.fixLandedAt + 10 * MINUTE) return calm;
  const since = (moment: number) => (at - moment) / MINUTE;
  const relief = 1 - ease(since(cycle.fixLandedAt) / 4);
  const growing = Math.max(
    0,
    Math.min(since(cycle.failingAt), since(cycle.failingAt) - since(cycle.fixLandedAt)) - 4,
  );
  return {
    connections: ease(since(cycle.badLandedAt + 40_000) / 3) * relief,
    errors: ease(since(cycle.failingAt - 30_000) / 5) * relief,
    backlog: Math.max(0, growing * GROWTH - Math.max(0, since(cycle.fixLandedAt)) * DRAIN),
  };
}

function ease(share: number): number {
  const x = Math.max(0, Math.min(1, share));
  return x * x * (3 - 2 * x);
}
