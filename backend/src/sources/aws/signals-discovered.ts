import type { Resource } from '@smartops/contract';
import { consoleUrl, type Place } from './place.ts';
import type { Subject } from './points.ts';

type Ids = Pick<Place, 'connectionId'>;

/** An application load balancer as CloudWatch names it: `app/checkout-api/50dc6c495c0c9188`. */
export function balancerSubject(dimension: string, region: string, ids: Ids): Subject | undefined {
  const [kind, name, hash] = dimension.split('/');
  if (kind !== 'app' || !name || !hash) return undefined;
  return {
    kind: 'balancer',
    resourceId: `${ids.connectionId}:lb:${region}:${name}:${hash}`,
    region,
    dimensions: { LoadBalancer: dimension },
    pace: 'minute',
  };
}

export function queueSubject(name: string, region: string, ids: Ids): Subject {
  return {
    kind: 'queue',
    resourceId: `${ids.connectionId}:queue:${region}:${name}`,
    region,
    dimensions: { QueueName: name },
    pace: 'minute',
  };
}

export function balancerResource({ resourceId, region, dimensions }: Subject, place: Place): Resource {
  const name = dimensions.LoadBalancer?.split('/')[1] ?? resourceId;
  const page = `ec2/home?region=${region}#LoadBalancers:search=${encodeURIComponent(name)}`;
  return {
    id: resourceId,
    kind: 'aws.loadbalancer',
    name,
    region,
    ...consoleUrl(place, region, page),
    attributes: { type: 'application' },
  };
}

export function queueResource({ resourceId, region, dimensions }: Subject, place: Place): Resource {
  return {
    id: resourceId,
    kind: 'aws.queue',
    name: dimensions.QueueName ?? resourceId,
    region,
    ...consoleUrl(place, region, `sqs/v3/home?region=${region}#/queues`),
    attributes: {},
  };
}
