import type { Incoming } from '../http/exchange.ts';

export const services = ['cloudfront', 'cloudwatch', 'ec2', 'iam', 'lambda', 'rds', 's3', 'sts'] as const;
export type Service = (typeof services)[number];

/** One request as AWS understands it. */
export interface Call {
  readonly service: Service;
  /** Empty where the request is not signed. */
  readonly region: string;
  /** Undefined for what is not imitated. */
  readonly operation: string | undefined;
  /** Of the form body or the query string. */
  readonly params: URLSearchParams;
  /** Of a JSON body. */
  readonly input: Readonly<Record<string, unknown>>;
  /** Of S3's path. */
  readonly bucket: string | undefined;
}

const scope = /Credential=[^/,\s]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;
const signedAs: Partial<Record<string, Service>> = { monitoring: 'cloudwatch' };

export function readCall(incoming: Incoming): Call {
  const [, region = '', name = ''] = scope.exec(incoming.headers.authorization ?? '') ?? [];
  const target = String(incoming.headers['x-amz-target'] ?? '').split('.')[1];
  const hasForm = target === undefined && incoming.method === 'POST';
  const params = hasForm ? new URLSearchParams(incoming.body) : incoming.query;
  const service = signedAs[name] ?? services.find((one) => one === name) ?? guess(incoming, target, params);
  const bucket = service === 's3' ? decodeURIComponent(incoming.path.split('/')[1] ?? '') : '';
  return {
    service,
    region,
    operation:
      target ?? (hasForm ? (params.get('Action') ?? undefined) : restOperation(incoming, service, bucket)),
    params,
    input: target === undefined ? {} : readObject(incoming.body),
    bucket: bucket || undefined,
  };
}

/** Without a signature the form of the request tells whose form the answer must have. */
function guess({ path, method }: Incoming, target: string | undefined, params: URLSearchParams): Service {
  if (target !== undefined) return 'cloudwatch';
  if (path.startsWith('/2015-03-31/')) return 'lambda';
  if (path.startsWith('/2020-05-31/')) return 'cloudfront';
  if (method !== 'POST') return 's3';
  return services.find((one) => versions[one] === params.get('Version')) ?? 'sts';
}

const versions: Partial<Record<Service, string>> = {
  ec2: '2016-11-15',
  iam: '2010-05-08',
  rds: '2014-10-31',
  sts: '2011-06-15',
};

function restOperation(
  { method, path, query }: Incoming,
  service: Service,
  bucket: string,
): string | undefined {
  if (method !== 'GET') return undefined;
  if (service === 'lambda' && /^\/2015-03-31\/functions\/?$/.test(path)) return 'ListFunctions';
  if (service === 'cloudfront' && path === '/2020-05-31/distribution') return 'ListDistributions';
  if (service !== 's3') return undefined;
  if (bucket === '') return 'ListBuckets';
  if (query.has('publicAccessBlock')) return 'GetPublicAccessBlock';
  return query.has('location') ? 'GetBucketLocation' : undefined;
}

function readObject(body: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(body));
  } catch {
    return {};
  }
}
