import type { TopicState } from '@smartops/contract';
import { call } from './call.ts';

/** Every topic by REST, for when the socket cannot be had. Lists that cannot be read are left out; none at all throws. */
export async function pollTopics(): Promise<Partial<TopicState>> {
  const calls = [
    call('getMetrics', { timeRange: '1h' }).then(({ metrics }) => ({
      metrics: metrics.map(({ sparkline: _, ...metric }) => metric),
    })),
    call('listAlerts', { limit: 200 }).then(({ alerts, counts }) => ({
      alerts,
      'alert-counts': [{ id: 'alerts', ...counts }],
    })),
    call('listRules').then(({ rules }) => ({
      rules: [
        {
          id: 'rules',
          total: rules.length,
          stamp:
            rules
              .map(({ updatedAt }) => updatedAt)
              .sort()
              .at(-1) ?? '',
        },
      ],
    })),
    call('listDeployments').then(({ deployments }) => ({ deployments })),
    call('listAwsServices').then(({ services }) => ({ 'aws-services': services })),
    call('listPipelines', { limit: 1 }).then(({ pipelines }) => ({ pipeline: pipelines })),
    call('listNetworks').then(({ networks }) => ({ 'web3-networks': networks })),
    call('listActivity').then(({ activities }) => ({ activity: activities })),
    call('listIncidents').then(({ incidents }) => ({ incidents })),
    call('listActions', { limit: 20 }).then(({ actions }) => ({ actions })),
    call('listRuns', { limit: 20 }).then(({ runs }) => ({
      runs: runs.map(({ id, startedAt, updatedAt }) => ({ id, startedAt, changedAt: updatedAt })),
    })),
    call('listNotifications').then(({ notifications }) => ({ notifications })),
    call('listSources').then(({ sources }) => ({ sources })),
  ];
  const replies = await Promise.allSettled<Partial<TopicState>>(calls);
  const read = replies.flatMap((reply) => (reply.status === 'fulfilled' ? [reply.value] : []));
  const [failed] = replies.filter((reply) => reply.status === 'rejected');
  if (read.length === 0 && failed) throw failed.reason;
  return Object.assign({}, ...read);
}
