import type { Reply } from '../http/exchange.ts';
import { digest } from '../http/request-ids.ts';
import { owner } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import { madeAt } from './account.ts';
import { AwsError } from './aws-error.ts';
import type { Call } from './call.ts';
import { pageOf, sizeIn } from './paging.ts';
import { restReply } from './replies.ts';

const purposes = ['assets', 'media', 'exports', 'backups', 'logs', 'invoices', 'reports', 'uploads'];
const stages = ['prod', 'stage', 'dev', 'archive', 'tmp'];
const most = 15;

/** Forty-one buckets; only these do not block public access. */
const open = new Set(['harbor-goods-assets-prod', 'harbor-goods-media-prod', 'harbor-goods-status-page']);

export const buckets: readonly string[] = [
  ...purposes.flatMap((purpose) => stages.map((stage) => `${owner}-${purpose}-${stage}`)),
  `${owner}-status-page`,
].sort();

export function listBuckets(call: Call, world: World): Reply {
  const { params } = call;
  const prefix = params.get('prefix') ?? '';
  const found = buckets.filter((name) => name.startsWith(prefix));
  const asked = {
    listing: 's3',
    token: params.get('continuation-token'),
    size: sizeIn(params, 'max-buckets'),
  };
  const { items, next } = pageOf(found, { ...asked, most, badToken: 'InvalidArgument' });
  const Bucket = items.map((Name) => ({
    Name,
    CreationDate: madeAt(world, Name, { least: 60, most: 1_500 }),
    BucketRegion: regionOf(Name),
  }));
  return restReply(call, 'ListAllMyBucketsResult', {
    Owner: { ID: digest('owner', owner) },
    Buckets: { Bucket },
    ContinuationToken: next,
  });
}

export function getPublicAccessBlock(call: Call): Reply {
  const name = existing(call);
  if (open.has(name)) {
    const message = 'The public access block configuration was not found';
    throw new AwsError('NoSuchPublicAccessBlockConfiguration', message, 404);
  }
  return restReply(call, 'PublicAccessBlockConfiguration', {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  });
}

/** The location is the text of the document itself, and none for us-east-1. */
export function getBucketLocation(call: Call): Reply {
  const region = regionOf(existing(call));
  const reply = restReply(call, 'LocationConstraint', region === 'us-east-1' ? '' : region);
  return { ...reply, headers: { ...reply.headers, 'x-amz-bucket-region': region } };
}

function existing({ bucket = '' }: Call): string {
  if (!buckets.includes(bucket))
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
  return bucket;
}

function regionOf(name: string): string {
  return name.endsWith('-archive') ? 'us-east-1' : 'eu-west-1';
}
