import type { Activity } from '@smartops/contract';
import { type Ago, github, minute } from './origins.ts';

export function activity(ago: Ago): Activity[] {
  const one = (
    id: string,
    ms: number,
    type: Activity['type'],
    title: string,
    description: string,
    more: Partial<Activity> = {},
  ): Activity => ({ id, type, title, description, timestamp: ago(ms), ...github, ...more });
  return [
    one('e1', 4.5 * minute, 'deployment', 'ledger-worker', 'deploy to production started', {
      user: 'Sofia Lindqvist',
    }),
    one('e2', 9 * minute, 'alert', 'order-events', 'backlog above 5,000', { status: 'warning' }),
    one('e3', 15 * minute, 'deployment', 'pricing-service', 'deploy to staging failed at Migrate', {
      status: 'critical',
    }),
    one('e4', 23 * minute, 'alert', 'checkout-api', '5xx rate above 1 %', { status: 'critical' }),
    one('e5', 26.5 * minute, 'deployment', 'checkout-api', 'v2.31.0 is live in production', {
      user: 'Jonas Weber',
    }),
    one('e6', 53 * minute, 'deployment', 'search-indexer', 'v3.9.0 is live in production', {
      user: 'Mei Tan',
    }),
  ];
}
