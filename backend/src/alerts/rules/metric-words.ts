import { catalogue } from '../../signals/catalogue.ts';

/** What a metric is called and in what it is measured, on the first of these kinds of resources that the catalogue knows. */
export function metricWords(
  metric: string,
  kinds: readonly string[],
): { readonly label: string; readonly unit: string } {
  const known = catalogue.filter((one) => one.metric === metric);
  const found = kinds.flatMap((kind) => known.find((one) => one.kind === kind) ?? [])[0];
  return found ?? { label: metric, unit: unitOf(metric) };
}

const units: Record<string, string> = { percent: '%', ms: 'ms', bytes: 'B', seconds: 's', gwei: 'gwei' };

/** Names of metrics end with their unit. */
function unitOf(metric: string): string {
  return units[metric.slice(metric.lastIndexOf('.') + 1)] ?? '';
}
