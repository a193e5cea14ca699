import type { DistributionSummary } from '@aws-sdk/client-cloudfront';
import type { Bucket } from '@aws-sdk/client-s3';
import type { Resource, Status } from '@smartops/contract';
import { consoleUrl, facts, known, measured, type Place, serviceResource, some } from './place.ts';

/** Whether a bucket's settings block public access; undefined when that was not read yet or cannot be. */
export type BlocksPublic = (bucket: string) => boolean | undefined;

export function s3Resources(buckets: readonly Bucket[], blocks: BlocksPublic, place: Place): Resource[] {
  return buckets.flatMap(({ Name, BucketRegion, CreationDate }) =>
    Name === undefined
      ? []
      : [
          {
            id: `${place.connectionId}:s3:${Name}`,
            kind: 'aws.s3.bucket',
            name: Name,
            ...(BucketRegion !== undefined && { region: BucketRegion }),
            ...consoleUrl(place, BucketRegion ?? 'us-east-1', `s3/buckets/${Name}`),
            attributes: known({ createdAt: CreationDate?.getTime(), blocksPublicAccess: blocks(Name) }),
          },
        ],
  );
}

/** S3 as a whole: a bucket that does not block public access is a warning. */
export function s3Service(buckets: readonly Bucket[], blocks: BlocksPublic, place: Place): Resource {
  const answers = buckets.map(({ Name }) => blocks(Name ?? ''));
  const open = answers.filter((answer) => answer === false).length;
  const unread = answers.filter((answer) => answer === undefined).length;
  const blocked = answers.length - open - unread;
  return serviceResource(place, 'S3', {
    regions: [],
    instances: buckets.length,
    status: open > 0 ? 'warning' : 'healthy',
    facts: facts(
      some(open, 'without public access block'),
      blocked > 0 && `${blocked} of ${buckets.length} block public access`,
      some(unread, 'not checked'),
    ),
  });
}

export function distributionId(place: Pick<Place, 'connectionId'>, id: string): string {
  return `${place.connectionId}:cloudfront:${id}`;
}

export function cloudfrontResources(distributions: readonly DistributionSummary[], place: Place): Resource[] {
  return distributions.flatMap((one) =>
    one.Id === undefined
      ? []
      : [
          {
            id: distributionId(place, one.Id),
            kind: 'aws.cloudfront.distribution',
            name: one.Aliases?.Items?.[0] ?? one.DomainName ?? one.Id,
            ...(one.Status !== undefined && { state: one.Status }),
            ...consoleUrl(place, 'us-east-1', `cloudfront/v4/home#/distributions/${one.Id}`),
            attributes: known({
              domain: one.DomainName,
              isEnabled: one.Enabled,
              updatedAt: one.LastModifiedTime?.getTime(),
            }),
          },
        ],
  );
}

/** CloudFront as a whole: 1 % of 5xx on any distribution is a warning, 3 % critical. */
export function cloudfrontService(distributions: readonly DistributionSummary[], place: Place): Resource {
  const enabled = distributions.filter(({ Enabled }) => Enabled !== false);
  const latest = (metric: string) =>
    enabled.flatMap(({ Id }) => (Id ? (place.latest(distributionId(place, Id), metric) ?? []) : []));
  const failing = latest('http.5xx.percent');
  const requests = latest('requests.per-minute');
  const worst = failing.length > 0 ? Math.max(...failing) : undefined;
  const perMinute = requests.length > 0 ? requests.reduce((sum, value) => sum + value, 0) : undefined;
  return serviceResource(place, 'CloudFront', {
    regions: [],
    instances: distributions.length,
    status: statusOf(worst ?? 0, distributions.length > 0 && enabled.length === 0),
    facts: facts(
      worst !== undefined && `5xx ${measured(worst, '%')}`,
      distributions.length > 0 && `${enabled.length} of ${distributions.length} enabled`,
      perMinute !== undefined && `${measured(perMinute, '/min')} requests`,
    ),
  });
}

function statusOf(worst5xx: number, isOff: boolean): Status {
  if (worst5xx >= 3) return 'critical';
  if (worst5xx >= 1) return 'warning';
  return isOff ? 'offline' : 'healthy';
}
