import type { AwsClients } from './clients.ts';
import { asking, required } from './errors.ts';

/** The application load balancers of a region, as CloudWatch names them. Throws SourceError. */
export async function listBalancers(
  clients: AwsClients,
  region: string,
  signal: AbortSignal,
): Promise<string[]> {
  // A balancer in use always reports something, so three hours of silence mean that it has gone.
  const where = { region, namespace: 'AWS/ApplicationELB', dimension: 'LoadBalancer', isRecent: true };
  return await listDimension(clients, where, signal);
}

/** The queues of a region that were in use in the last two weeks. Throws SourceError. */
export async function listQueues(
  clients: AwsClients,
  region: string,
  signal: AbortSignal,
): Promise<string[]> {
  // A queue that nobody uses falls silent after six hours and still exists.
  const metric = 'ApproximateNumberOfMessagesVisible';
  const where = { region, namespace: 'AWS/SQS', dimension: 'QueueName', metric, isRecent: false };
  return await listDimension(clients, where, signal);
}

/** The distinct values of one dimension in a namespace, with data in the last 3 h or else 2 weeks. Throws SourceError. */
async function listDimension(
  clients: AwsClients,
  where: { region: string; namespace: string; dimension: string; metric?: string; isRecent: boolean },
  abortSignal: AbortSignal,
): Promise<string[]> {
  return await asking({ action: 'cloudwatch:ListMetrics', region: where.region }, async () => {
    const { paginateListMetrics } = await import('@aws-sdk/client-cloudwatch');
    const client = await clients.get('cloudwatch', where.region);
    const found = new Set<string>();
    const filter = {
      Namespace: where.namespace,
      Dimensions: [{ Name: where.dimension }],
      ...(where.metric !== undefined && { MetricName: where.metric }),
      ...(where.isRecent && { RecentlyActive: 'PT3H' as const }),
    };
    for await (const page of paginateListMetrics({ client, stopOnSameToken: true }, filter, { abortSignal }))
      for (const { Dimensions } of required(page.Metrics, 'Metrics')) {
        const value = Dimensions?.find(({ Name }) => Name === where.dimension)?.Value;
        if (value !== undefined) found.add(value);
      }
    return [...found].sort();
  });
}
