import type { Strain } from './strain.ts';
import { MINUTE } from './world.ts';

/** From a minute on the world is bent so far, whatever the story says; null: as the story says again. */
interface Bend {
  readonly from: number;
  readonly strain: Strain | null;
}

/** What callers did to the world, newest last; kept for as long as it runs. */
export type Bends = Bend[];

const symptoms = ['connections', 'errors', 'backlog'] as const;

/** A strain that somebody wrote, what is left out at rest. Undefined when it is none. */
export function readStrain(text: string): Strain | undefined {
  try {
    const written = Object(JSON.parse(text)) as Record<string, unknown>;
    const known = Object.keys(written).every((name) => symptoms.some((one) => one === name));
    const [connections, errors, backlog] = symptoms.map((name) => written[name] ?? 0);
    return known && isShare(connections) && isShare(errors) && isCount(backlog)
      ? { connections, errors, backlog }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Counts from the minute that runs, for what was published stays as it was. */
export function bend(bends: Bends, strain: Strain | null, now: number): void {
  bends.push({ from: Math.floor(now / MINUTE) * MINUTE, strain });
}

/** Undefined where the story speaks. */
export function bentAt(bends: Bends, at: number): Strain | undefined {
  return bends.findLast(({ from }) => from <= at)?.strain ?? undefined;
}

const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0;
const isShare = (value: unknown): value is number => isCount(value) && value <= 1;
