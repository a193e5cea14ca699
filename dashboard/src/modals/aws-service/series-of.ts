import type { AwsService, Metric } from '@smartops/contract';

const shown = 2;

/** The metrics that are measured on a service or on something in it, by rank: resource ids carry the service's name. */
export function seriesOf(service: AwsService, metrics: readonly Metric[]): readonly Metric[] {
  const word = `:${service.name.toLowerCase()}`;
  return metrics
    .filter(
      ({ source, resourceId }) =>
        source === service.source && isOf(resourceId.toLowerCase(), service.id, word),
    )
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, shown);
}

function isOf(resourceId: string, serviceId: string, word: string): boolean {
  return (
    resourceId === serviceId.toLowerCase() || resourceId.endsWith(word) || resourceId.includes(`${word}:`)
  );
}
