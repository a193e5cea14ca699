import type { Deployment } from '@smartops/contract';
import { type Ago, github, hour, minute, second } from './origins.ts';

export function deployments(ago: Ago): Deployment[] {
  const base: Omit<Deployment, 'id' | 'name' | 'version'> = {
    environment: 'production',
    status: 'success',
    rawStatus: 'success',
    branch: 'main',
    commit: 'a41c9e2',
    author: 'Jonas Weber',
    timestamp: ago(0),
    duration: '—',
    durationMs: null,
    title: 'Raise DB pool for peak',
    url: 'https://github.com/harbor-goods/checkout-api/actions/runs/1',
    pipelineId: 'run-1',
    ...github,
  };
  return [...recent(ago), ...earlier(ago)].map((deployment) => ({ ...base, ...deployment }));
}

type Told = Pick<Deployment, 'id' | 'name' | 'version'> & Partial<Deployment>;

const one = (id: string, name: string, version: string, more: Partial<Deployment>): Told => ({
  id,
  name,
  version,
  ...more,
});

function recent(ago: Ago): Told[] {
  return [
    one('d1', 'ledger-worker', 'v1.18.2', {
      status: 'running',
      rawStatus: 'in_progress',
      commit: '7be02d1',
      timestamp: ago(4.5 * minute),
      title: 'Batch settlement writes',
      author: 'Sofia Lindqvist',
    }),
    one('d2', 'pricing-service', 'v0.43.0', {
      environment: 'staging',
      status: 'failed',
      rawStatus: 'failure',
      commit: 'd90f3ab',
      timestamp: ago(17 * minute),
      duration: '2 min 6 s',
      durationMs: 126 * second,
      title: 'Price rules per market',
      author: 'Tomas Okafor',
    }),
    one('d3', 'checkout-api', 'v2.31.0', {
      timestamp: ago(30.7 * minute),
      durationMs: 252 * second,
      duration: '4 min 12 s',
    }),
    one('d4', 'search-indexer', 'v3.9.0', {
      commit: '05ce771',
      timestamp: ago(57 * minute),
      durationMs: 220 * second,
      duration: '3 min 40 s',
      title: 'Index size facets',
      author: 'Mei Tan',
    }),
  ];
}

function earlier(ago: Ago): Told[] {
  return [
    one('d5', 'storefront-web', 'pr-1932', {
      environment: 'preview',
      commit: 'f3b8210',
      timestamp: ago(74 * minute),
      durationMs: 115 * second,
      duration: '1 min 55 s',
      title: 'Basket: keep gift note',
      author: 'Lena Fuchs',
    }),
    one('d6', 'checkout-api', 'v2.30.4', {
      commit: '9c07be8',
      timestamp: ago(4.9 * hour),
      durationMs: 242 * second,
      duration: '4 min 2 s',
      title: 'Retry card reader once',
    }),
    one('d7', 'ledger-worker', 'v1.18.2-rc.1', {
      environment: 'staging',
      status: 'failed',
      rawStatus: 'cancelled',
      commit: 'c8830ad',
      timestamp: ago(5.5 * hour),
      durationMs: 44 * second,
      duration: '44 s',
      title: 'Batch settlement writes',
      author: 'Sofia Lindqvist',
    }),
    one('d8', 'storefront-web', 'v8.4.0', {
      commit: '61d2e9f',
      timestamp: ago(29 * hour),
      durationMs: 148 * second,
      duration: '2 min 28 s',
      title: 'Larger product photos',
      author: 'Lena Fuchs',
    }),
  ];
}
