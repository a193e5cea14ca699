import type { Bends } from '../world/bends.ts';
import type { World } from '../world/world.ts';
import { balancerSeries } from './balancers.ts';
import { databaseSeries, instanceSeries, queueSeries } from './machines.ts';
import { createSky, type Series } from './series.ts';
import { distributionSeries, functionSeries } from './traffic.ts';

export interface Wanted {
  readonly region: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Series['dimensions'];
}

/** Every metric there is. */
export interface Catalogue {
  readonly all: readonly Series[];
  /** CloudWatch matches all dimensions exactly, in any order. */
  find(wanted: Wanted): Series | undefined;
}

export function createCatalogue(world: World, bends: Bends): Catalogue {
  const sky = createSky(world, bends);
  const all = [
    balancerSeries,
    databaseSeries,
    distributionSeries,
    functionSeries,
    instanceSeries,
    queueSeries,
  ].flatMap((make) => make(sky));
  const byKey = new Map(all.map((series) => [keyOf(series), series]));
  return { all, find: (wanted) => byKey.get(keyOf(wanted)) };
}

function keyOf({ region, namespace, name, dimensions }: Wanted): string {
  return JSON.stringify([region, namespace, name, ...dimensions.map((pair) => pair.join('=')).sort()]);
}
