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
import { type Credentials, ownCredentials, roleCredentials } from './credentials.ts';

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
  /** From which the credentials come. */
  readonly profile: string | undefined;
  get<Name extends Service>(service: Name, region: string): Promise<ClientByService[Name]>;
  close(): void;
}

interface Settings extends Credentials {
  readonly region: string;
  readonly requestHandler: EgressRequestHandler;
  readonly maxAttempts: number;
  readonly retryMode: string;
  readonly endpoint?: string;
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
  const own = { ...settingsFor(config), requestHandler };
  const { roleArn } = config;
  const client = <Name extends Service>(key: string, service: Name, settings: Settings) => {
    const known = made.get(key) ?? make[service](settings);
    made.set(key, known);
    return known as ReturnType<Makers[Name]>;
  };
  const [region = ''] = config.regions;
  const asRole =
    roleArn === undefined
      ? undefined
      : roleCredentials({ ...config, roleArn }, () =>
          client('to take the role', 'sts', { ...own, ...ownCredentials(config), region }),
        );
  const credentials = asRole ?? ownCredentials(config);
  return {
    profile: config.profile,
    get: (service, where) =>
      client(`${service} ${where}`, service, { ...own, ...credentials, region: where }),
    close() {
      for (const one of made.values())
        one.then(
          (opened) => opened.destroy(),
          () => undefined,
        );
      made.clear();
    },
  };
}

function settingsFor({ endpoint }: AwsConfig): Omit<Settings, 'region' | 'requestHandler'> {
  return {
    // The collector asks again soon enough; one retry is for a throttled moment.
    maxAttempts: 2,
    retryMode: 'adaptive',
    ...(endpoint !== undefined && { endpoint }),
  };
}
