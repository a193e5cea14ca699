import type { World } from '../world/world.ts';
import { idOf, madeAt } from './account.ts';

export interface Instance {
  readonly id: string;
  readonly reservation: string;
  readonly name: string;
  readonly service: string;
  readonly type: string;
  readonly region: string;
  readonly zone: string;
  readonly state: 'running' | 'stopped';
  readonly launchedAt: Date;
  readonly address: string;
  /** Usual CPU, percent. */
  readonly cpu: number;
  readonly isRetiring: boolean;
}

interface Group {
  readonly name: string;
  readonly service: string;
  readonly type: string;
  readonly region: string;
  readonly count: number;
  readonly cpu: number;
}

const groups: readonly Group[] = [
  {
    name: 'checkout-api',
    service: 'checkout-api',
    type: 'c6g.xlarge',
    region: 'eu-west-1',
    count: 6,
    cpu: 46,
  },
  {
    name: 'storefront-web',
    service: 'storefront-web',
    type: 'c6g.large',
    region: 'eu-west-1',
    count: 5,
    cpu: 41,
  },
  {
    name: 'pricing-service',
    service: 'pricing-service',
    type: 'm6g.large',
    region: 'eu-west-1',
    count: 4,
    cpu: 33,
  },
  {
    name: 'ledger-worker',
    service: 'ledger-worker',
    type: 'm6g.large',
    region: 'eu-west-1',
    count: 3,
    cpu: 38,
  },
  {
    name: 'search-indexer',
    service: 'search-indexer',
    type: 'r6g.xlarge',
    region: 'eu-west-1',
    count: 2,
    cpu: 52,
  },
  {
    name: 'reports-batch',
    service: 'ledger-worker',
    type: 'm5.xlarge',
    region: 'eu-west-1',
    count: 1,
    cpu: 5,
  },
  {
    name: 'edge-canary',
    service: 'storefront-web',
    type: 't4g.small',
    region: 'us-east-1',
    count: 3,
    cpu: 17,
  },
];

/** Twenty-four instances; those of one group were started together and share a reservation. */
export function instancesOf(world: World): Instance[] {
  return groups.flatMap((group, row) =>
    Array.from({ length: group.count }, (_, index): Instance => {
      const name = group.count === 1 ? group.name : `${group.name}-${index + 1}`;
      const { region, service, type, cpu } = group;
      return {
        id: idOf('i', name),
        reservation: idOf('r', group.name),
        name,
        service,
        type,
        region,
        zone: `${region}${'abc'[index % 3]}`,
        state: name === 'reports-batch' ? 'stopped' : 'running',
        launchedAt: madeAt(world, group.name, { least: 6, most: 90 }),
        address: `10.24.${row + 1}.${20 + index * 7}`,
        cpu: cpu * (0.94 + 0.12 * world.chance('cpu', name)),
        isRetiring: name === 'search-indexer-2',
      };
    }),
  );
}
