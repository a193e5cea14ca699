import type { DistributionSummary } from '@aws-sdk/client-cloudfront';
import type { Bucket } from '@aws-sdk/client-s3';
import type { AwsClients } from './clients.ts';
import { asking, required, requiredItems } from './errors.ts';

export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/** Who these credentials are; needs no permission. Throws SourceError. */
export async function whoAmI(
  clients: AwsClients,
  region: string,
  abortSignal: AbortSignal,
): Promise<Identity> {
  const call = { action: 'sts:GetCallerIdentity', region, profile: clients.profile } as const;
  return await asking(call, async () => {
    const { GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
    const client = await clients.get('sts', region);
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}), { abortSignal });
    return { account: required(Account, 'Account'), arn: required(Arn, 'Arn') };
  });
}

/** Every bucket of the account. Throws SourceError. */
export async function listBuckets(
  clients: AwsClients,
  region: string,
  abortSignal: AbortSignal,
): Promise<Bucket[]> {
  return await asking({ action: 's3:ListAllMyBuckets', region }, async () => {
    const { paginateListBuckets } = await import('@aws-sdk/client-s3');
    const client = await clients.get('s3', region);
    const found: Bucket[] = [];
    for await (const page of paginateListBuckets(
      { client, pageSize: 1_000, stopOnSameToken: true },
      {},
      { abortSignal },
    ))
      found.push(...requiredItems(page.Buckets, 'Buckets', 'Name'));
    return found;
  });
}

/** Whether a bucket's own settings block every kind of public access. Throws SourceError. */
export async function blocksPublicAccess(
  clients: AwsClients,
  { name, region }: { readonly name: string; readonly region: string },
  abortSignal: AbortSignal,
): Promise<boolean> {
  return await asking({ action: 's3:GetBucketPublicAccessBlock', region }, async () => {
    const { GetPublicAccessBlockCommand } = await import('@aws-sdk/client-s3');
    const client = await clients.get('s3', region);
    const command = new GetPublicAccessBlockCommand({ Bucket: name });
    const answer = await client.send(command, { abortSignal }).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'NoSuchPublicAccessBlockConfiguration') return undefined;
      throw error;
    });
    if (!answer) return false;
    const block = required(answer.PublicAccessBlockConfiguration, 'PublicAccessBlockConfiguration');
    const { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets } = block;
    const flags = [BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets];
    required(
      flags.find((flag) => flag !== undefined),
      'PublicAccessBlockConfiguration',
    );
    return flags.every((flag) => flag === true);
  });
}

/** Every distribution of the account. Throws SourceError. */
export async function listDistributions(
  clients: AwsClients,
  region: string,
  abortSignal: AbortSignal,
): Promise<DistributionSummary[]> {
  return await asking({ action: 'cloudfront:ListDistributions', region }, async () => {
    const { paginateListDistributions } = await import('@aws-sdk/client-cloudfront');
    const client = await clients.get('cloudfront', region);
    const found: DistributionSummary[] = [];
    for await (const page of paginateListDistributions(
      { client, pageSize: 100, stopOnSameToken: true },
      {},
      { abortSignal },
    )) {
      required(page.DistributionList?.Quantity, 'DistributionList');
      found.push(...requiredItems(page.DistributionList?.Items ?? [], 'DistributionList', 'Id'));
    }
    return found;
  });
}
