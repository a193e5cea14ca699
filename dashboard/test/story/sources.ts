import type { SourceState } from '@smartops/contract';
import { type Ago, hour, minute, second } from './origins.ts';

export function sources(ago: Ago): SourceState[] {
  const one = (id: string, kind: string, title: string, more: Partial<SourceState> = {}): SourceState => ({
    id,
    kind,
    title,
    demo: true,
    state: 'ok',
    since: ago(6 * hour),
    readAt: ago(12 * second),
    intervalMs: 30 * second,
    retryAt: null,
    problems: [],
    ...more,
  });
  return [
    one('aws:demo', 'aws', 'AWS demo-account', {
      state: 'degraded',
      since: ago(38 * minute),
      problems: [
        {
          part: 'rds',
          reason: 'forbidden',
          message: 'AccessDenied: smartops-read lacks rds:DescribeDBInstances.',
          fix: '{"Effect":"Allow","Action":"rds:DescribeDBInstances","Resource":"*"}',
          since: ago(38 * minute),
        },
      ],
    }),
    one('github:demo', 'github', 'GitHub harbor-goods', { intervalMs: 60 * second }),
    one('evm:ethereum', 'evm', 'Ethereum', { intervalMs: 15 * second }),
    one('evm:polygon', 'evm', 'Polygon', { intervalMs: 15 * second }),
    one('evm:base', 'evm', 'Base', {
      state: 'failing',
      since: ago(6 * minute),
      readAt: ago(6 * minute),
      retryAt: ago(-40 * second),
      intervalMs: 15 * second,
      problems: [
        {
          part: 'all',
          reason: 'rate-limited',
          message: 'rpc.base.example answers 429 Too Many Requests.',
          fix: null,
          since: ago(6 * minute),
        },
      ],
    }),
    one('host', 'host', 'Host harbor-01', { demo: false, intervalMs: 15 * second }),
  ];
}
