import type { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { IAMClient } from '@aws-sdk/client-iam';
import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { S3Client } from '@aws-sdk/client-s3';
import type { STSClient } from '@aws-sdk/client-sts';
import {
  type EgressRequestHandler,
  egressRequestHandler,
} from '../../platform/egress/egress-request-handler.ts';
import type { AwsConfig } from './config.ts';

interface ClientByService {
  cloudfront: CloudFrontClient;
  cloudwatch: CloudWatchClient;
  ec2: EC2Client;
  iam: IAMClient;
  lambda: LambdaClient;
  rds: RDSClient;
  s3: S3Client;
  sts: STSClient;
}
type Service = keyof ClientByService;

/** The SDK's clients, loaded and made when first asked for: one a service and region. */
export interface AwsClients {
  get<Name extends Service>(service: Name, region: string): Promise<ClientByService[Name]>;
  close(): void;
}

interface Settings {
  readonly region: string;
  readonly requestHandler: EgressRequestHandler;
  readonly maxAttempts: number;
  readonly retryMode: string;
  readonly endpoint?: string;
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
}
type Makers = { readonly [Name in Service]: (settings: Settings) => Promise<ClientByService[Name]> };

const make: Makers = {
  cloudfront: async (settings) => new (await import('@aws-sdk/client-cloudfront')).CloudFrontClient(settings),
  cloudwatch: async (settings) => new (await import('@aws-sdk/client-cloudwatch')).CloudWatchClient(settings),
  ec2: async (settings) => new (await import('@aws-sdk/client-ec2')).EC2Client(settings),
  iam: async (settings) => new (await import('@aws-sdk/client-iam')).IAMClient(settings),
  lambda: async (settings) => new (await import('@aws-sdk/client-lambda')).LambdaClient(settings),
  rds: async (settings) => new (await import('@aws-sdk/client-rds')).RDSClient(settings),
  s3: async (settings) => {
    const { S3Client } = await import('@aws-sdk/client-s3');
    // Other addresses than AWS's own rarely answer for a host name per bucket.
    return new S3Client({ ...settings, forcePathStyle: settings.endpoint !== undefined });
  },
  sts: async (settings) => new (await import('@aws-sdk/client-sts')).STSClient(settings),
};

export function createClients(config: AwsConfig, fetchThroughDoor: typeof fetch): AwsClients {
  const made = new Map<string, Promise<{ destroy(): void }>>();
  const requestHandler = egressRequestHandler(fetchThroughDoor);
  return {
    get(service, region) {
      const key = `${service} ${region}`;
      const client = made.get(key) ?? make[service]({ ...settingsFor(config), region, requestHandler });
      made.set(key, client);
      return client as ReturnType<Makers[typeof service]>;
    },
    close() {
      for (const client of made.values()) void client.then((one) => one.destroy());
      made.clear();
    },
  };
}

function settingsFor({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  endpoint,
}: AwsConfig): Omit<Settings, 'region' | 'requestHandler'> {
  return {
    // The collector asks again soon enough; one retry is for a throttled moment.
    maxAttempts: 2,
    retryMode: 'adaptive',
    ...(endpoint !== undefined && { endpoint }),
    ...(accessKeyId !== undefined &&
      secretAccessKey !== undefined && {
        credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) },
      }),
  };
}
