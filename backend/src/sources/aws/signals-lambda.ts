import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Resource, Status } from '@smartops/contract';
import {
  consoleUrl,
  facts,
  known,
  measured,
  type Place,
  type Regional,
  serviceId,
  serviceResource,
} from './place.ts';

/** A resource for each function. */
export function lambdaResources(
  regions: readonly Regional<FunctionConfiguration>[],
  place: Place,
): Resource[] {
  return regions.flatMap(({ region, items }) =>
    items.map((one) => ({
      id: `${place.connectionId}:lambda:${region}:${one.FunctionName}`,
      kind: 'aws.lambda.function',
      name: one.FunctionName ?? 'unnamed',
      region,
      ...(one.State !== undefined && { state: one.State }),
      ...consoleUrl(place, region, `lambda/home?region=${region}#/functions/${one.FunctionName}`),
      attributes: known({
        runtime: one.Runtime ?? one.PackageType?.toLowerCase(),
        memoryMegabytes: one.MemorySize,
        timeoutSeconds: one.Timeout,
        updatedAt: one.LastModified === undefined ? undefined : Date.parse(one.LastModified) || undefined,
      }),
    })),
  );
}

/** Lambda as a whole: throttles or 2 % errors are a warning, 10 % errors are critical. */
export function lambdaService(regions: readonly Regional<FunctionConfiguration>[], place: Place): Resource {
  const latest = (metric: string) => place.latest(serviceId(place, 'Lambda'), metric);
  const [calls, errors, throttles] = [
    latest('invocations.per-minute'),
    latest('errors.percent'),
    latest('throttles.per-minute'),
  ];
  const throttled = throttles !== undefined && throttles > 0 && `${measured(throttles, '/min')} throttled`;
  return serviceResource(place, 'Lambda', {
    regions: regions.map(({ region }) => region),
    instances: regions.reduce((sum, { items }) => sum + items.length, 0),
    status: statusOf(errors ?? 0, throttles ?? 0),
    facts: facts(
      throttled,
      errors !== undefined && `${measured(errors, '%')} errors`,
      calls !== undefined && `${measured(calls, '/min')} invocations`,
    ),
  });
}

function statusOf(errorPercent: number, throttles: number): Status {
  if (errorPercent >= 10) return 'critical';
  return errorPercent >= 2 || throttles > 0 ? 'warning' : 'healthy';
}
