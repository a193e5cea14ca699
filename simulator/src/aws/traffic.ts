import { globalRegion, regions } from './account.ts';
import { type Bin, happened, outcomes, reading, spread, together } from './bin.ts';
import { type Distribution, distributions } from './distributions.ts';
import { functionsOf, type LambdaFunction } from './functions.ts';
import { type Dimensions, mix, type Series, type Sky } from './series.ts';

const lambdaMetrics = ['Invocations', 'Errors', 'Throttles', 'Duration'] as const;
type LambdaMetric = (typeof lambdaMetrics)[number];

/** Each function, and all of a region together without dimensions. */
export function functionSeries(sky: Sky): Series[] {
  const all = functionsOf(sky.world);
  return regions.flatMap((region) => {
    const here = all.filter((one) => one.region === region);
    return lambdaMetrics.flatMap((metric) => {
      const make = (dimensions: Dimensions, at: Series['at']): Series => ({
        region,
        namespace: 'AWS/Lambda',
        name: metric,
        dimensions,
        at,
      });
      return [
        make([], (minute) =>
          together(here.flatMap((one) => functionBin(sky, one, { metric, minute }) ?? [])),
        ),
        ...here.map((one) =>
          make([['FunctionName', one.name]], (minute) => functionBin(sky, one, { metric, minute })),
        ),
      ];
    });
  });
}

function functionBin(
  sky: Sky,
  { name, perMinute, duration }: LambdaFunction,
  { metric, minute }: { metric: LambdaMetric; minute: number },
): Bin | undefined {
  const calls = sky.count(name, minute, perMinute * sky.demand(name, minute, 0.2));
  if (calls === 0) return undefined;
  if (metric === 'Invocations') return happened(calls);
  if (metric === 'Throttles') return outcomes(calls, 0);
  if (metric === 'Errors') {
    const strained = name.startsWith('orders-') ? sky.strain(minute).errors : 0;
    return outcomes(
      calls,
      Math.min(calls, sky.count(`${name} errors`, minute, calls * mix(0.002, 0.012, strained))),
    );
  }
  const usual = duration * (1 + 0.1 * sky.noise(`${name} duration`, minute));
  return spread(calls, [
    [0, usual * 0.4],
    [50, usual],
    [95, usual * 2.2],
    [100, usual * 4],
  ]);
}

/** CloudFront writes in one region only. */
export function distributionSeries(sky: Sky): Series[] {
  return distributions.flatMap((one) => {
    const make = (name: string, at: Series['at']): Series => ({
      region: globalRegion,
      namespace: 'AWS/CloudFront',
      name,
      dimensions: [
        ['DistributionId', one.id],
        ['Region', 'Global'],
      ],
      at,
    });
    return [
      make('Requests', (minute) => {
        const count = sky.count(one.id, minute, one.perMinute * sky.demand(one.id, minute));
        return count > 0 ? happened(count) : undefined;
      }),
      make('5xxErrorRate', (minute) => reading(failing(sky, one, minute))),
    ];
  });
}

/** Percent; what checkout-api fails comes through where the edge leads to it. */
function failing(sky: Sky, { id, failing: usual, leadsToCheckout }: Distribution, minute: number): number {
  const errors = leadsToCheckout ? sky.strain(minute).errors : 0;
  return Math.max(0, mix(usual, 4.1, errors) * (1 + mix(0.3, 0.06, errors) * sky.noise(`${id} 5xx`, minute)));
}
