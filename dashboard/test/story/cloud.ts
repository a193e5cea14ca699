import type { AwsService, Web3Network } from '@smartops/contract';
import { type Ago, aws, evm, minute, second } from './origins.ts';

export function services(ago: Ago): AwsService[] {
  const one = (
    name: AwsService['name'],
    status: AwsService['status'],
    facts: string[],
    more: Partial<AwsService> = {},
  ): AwsService => ({
    id: `aws:demo:${name.toLowerCase()}`,
    name,
    status,
    facts,
    instances: Number.parseInt(facts[0] ?? '0', 10),
    region: 'eu-west-1',
    account: 'demo-account',
    timestamp: ago(34 * second),
    reason: null,
    fix: null,
    ...aws,
    ...more,
  });
  return [
    one('EC2', 'healthy', ['23 of 24 running', 'CPU 41.3 %', '1 stopped']),
    one('RDS', 'healthy', ['7 instances'], {
      timestamp: ago(38 * minute),
      reason: 'AccessDenied: smartops-read lacks rds:DescribeDBInstances',
      fix: 'allow rds:DescribeDBInstances',
    }),
    one('Lambda', 'warning', ['2 of 63 throttled', 'errors 0.41 %'], { timestamp: ago(41 * second) }),
    one('S3', 'healthy', ['41 buckets', '0 public, 3.8 TiB'], { timestamp: ago(2 * minute) }),
    one('CloudFront', 'healthy', ['4 distributions', '5xx 0.02 %'], { timestamp: ago(52 * second) }),
    one('IAM', 'warning', ['2 keys over 90 days', '118 roles'], { timestamp: ago(3 * minute) }),
  ];
}

export function networks(now: number, ago: Ago): Web3Network[] {
  const one = (id: string, name: string, chainId: number, more: Partial<Web3Network>): Web3Network => ({
    id,
    name,
    chainId,
    logo: id,
    status: 'healthy',
    blockNumber: null,
    blockTime: null,
    tps: null,
    gasPrice: null,
    gasTrend: null,
    timestamp: null,
    reason: null,
    retryAt: null,
    explorerUrl: `https://${id}.example`,
    ...evm(id),
    ...more,
  });
  return [
    one('ethereum', 'Ethereum', 1, {
      status: 'warning',
      blockNumber: 25_184_306,
      blockTime: 12.1,
      tps: 16.4,
      gasPrice: { slow: 41.6, average: 42.8, fast: 45.1 },
      gasTrend: 'up',
      timestamp: ago(4 * second),
    }),
    one('polygon', 'Polygon', 137, {
      blockNumber: 79_402_118,
      blockTime: 2.1,
      tps: 64,
      gasPrice: { slow: 31.7, average: 33, fast: 38.4 },
      gasTrend: 'down',
      timestamp: ago(2 * second),
    }),
    one('base', 'Base', 8453, {
      status: 'offline',
      blockNumber: 38_116_902,
      timestamp: ago(6 * minute),
      reason: 'rpc.base.example answers 429 Too Many Requests.',
      retryAt: new Date(now + 40 * second).toISOString(),
    }),
  ];
}
