import type { TopicState } from '@smartops/contract';
import { activity } from './activity.ts';
import { alerts } from './alerts.ts';
import { networks, services } from './cloud.ts';
import { deployments } from './deployments.ts';
import { metrics } from './metrics.ts';
import { pipeline } from './pipeline.ts';
import { sources } from './sources.ts';

/** A shop whose checkout began to fail 23 minutes before `now`, three and a half minutes after a deploy. */
export function buildStory(now: number): TopicState {
  const ago = (ms: number) => new Date(now - ms).toISOString();
  return {
    metrics: metrics(ago),
    alerts: alerts(ago),
    deployments: deployments(ago),
    'aws-services': services(ago),
    pipeline: [pipeline(ago)],
    'web3-networks': networks(now, ago),
    activity: activity(ago),
    incidents: [],
    sources: sources(ago),
  };
}
