import { type Bin, happened, spread } from './bin.ts';
import { mix, type Series, type Sky } from './series.ts';

interface Balancer {
  readonly name: string;
  readonly dimension: string;
  readonly perMinute: number;
  /** Usual share of 5xx. */
  readonly failing: number;
  /** Usual seconds. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly isTroubled: boolean;
}

const balancers: readonly Balancer[] = [
  {
    name: 'checkout-api',
    dimension: 'app/checkout-api/50dc6c495c0c9188',
    ...{ perMinute: 1_200, failing: 0.003, p50: 0.096, p95: 0.62, p99: 0.9, isTroubled: true },
  },
  {
    name: 'pricing-service',
    dimension: 'app/pricing-service/8d1f7c02ab64e935',
    ...{ perMinute: 2_150, failing: 0.001, p50: 0.021, p95: 0.084, p99: 0.19, isTroubled: false },
  },
  {
    name: 'storefront-web',
    dimension: 'app/storefront-web/c2b9053e71fa4d66',
    ...{ perMinute: 3_400, failing: 0.0008, p50: 0.052, p95: 0.23, p99: 0.48, isTroubled: false },
  },
];

/** What the load balancers report. Troubled, checkout-api fails 4.8 % and takes 2.4 s at p95. */
export function balancerSeries(sky: Sky): Series[] {
  return balancers.flatMap((one) => {
    const requests = (minute: number) =>
      sky.count(one.name, minute, one.perMinute * sky.demand(one.name, minute));
    const failed = (minute: number) => failures(sky, one, { minute, requests: requests(minute) });
    const make = (name: string, at: Series['at']): Series => ({
      region: 'eu-west-1',
      namespace: 'AWS/ApplicationELB',
      name,
      dimensions: [['LoadBalancer', one.dimension]],
      at,
    });
    return [
      make('RequestCount', (minute) => some(requests(minute))),
      make('HTTPCode_Target_2XX_Count', (minute) => some(requests(minute) - failed(minute))),
      make('HTTPCode_Target_5XX_Count', (minute) => some(failed(minute))),
      make('HTTPCode_ELB_5XX_Count', (minute) => some(sky.count(`${one.name} own`, minute, 0.02))),
      make('TargetResponseTime', (minute) => times(sky, one, { minute, requests: requests(minute) })),
    ];
  });
}

interface Moment {
  readonly minute: number;
  readonly requests: number;
}

function failures(sky: Sky, one: Balancer, { minute, requests }: Moment): number {
  const errors = one.isTroubled ? sky.strain(minute).errors : 0;
  const key = `${one.name} 5xx`;
  const share = mix(one.failing, 0.048, errors) * (1 + mix(0.25, 0.05, errors) * sky.noise(key, minute));
  return sky.count(key, minute, requests * share);
}

function times(sky: Sky, one: Balancer, { minute, requests }: Moment): Bin | undefined {
  if (requests === 0) return undefined;
  const errors = one.isTroubled ? sky.strain(minute).errors : 0;
  const unrest = (key: string) => 1 + 0.06 * sky.noise(`${one.name} ${key}`, minute);
  const p99 = mix(one.p99, 3, errors) * unrest('p99');
  return spread(requests, [
    [0, one.p50 * 0.08],
    [50, mix(one.p50, 0.11, errors) * unrest('p50')],
    [95, mix(one.p95, 2.4, errors) * unrest('p95')],
    [99, p99],
    [100, p99 * 2.1],
  ]);
}

/** A balancer reports no zeros. */
function some(count: number): Bin | undefined {
  return count > 0 ? happened(count) : undefined;
}
