import {
  type CloudWatchClient,
  GetMetricDataCommand,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import { MINUTE } from '../world/world.ts';

export const balancer = { LoadBalancer: 'app/checkout-api/50dc6c495c0c9188' };
export const orders = { DBInstanceIdentifier: 'orders-db' };

/** `AWS/RDS CPUUtilization`, a statistic, and the dimensions. */
export type What = readonly [place: string, stat: string, dimensions: Record<string, string>];

export function query([place, Stat, dimensions]: What, Id = 'q', Period = 60): MetricDataQuery {
  const [Namespace, MetricName] = place.split(' ');
  const Dimensions = Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
  return { Id, MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat } };
}

export function between(from: number, to: number, queries: MetricDataQuery[]): GetMetricDataCommandInput {
  return {
    StartTime: new Date(from),
    EndTime: new Date(to),
    ScanBy: 'TimestampAscending',
    MetricDataQueries: queries,
  };
}

export async function ask(client: CloudWatchClient, input: GetMetricDataCommandInput) {
  const { MetricDataResults = [] } = await client.send(new GetMetricDataCommand(input));
  return MetricDataResults;
}

/** The mean of some minutes; NaN where nothing was reported. */
export async function mean(client: CloudWatchClient, what: What, at: number, minutes = 5): Promise<number> {
  const [found] = await ask(client, between(at, at + minutes * MINUTE, [query(what)]));
  const values = found?.Values ?? [];
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
