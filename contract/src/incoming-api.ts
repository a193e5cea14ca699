import { z } from 'zod';
import { type Route, route } from './route.ts';
import { PrometheusDelivery } from './senders.ts';

const open = { method: 'POST', role: 'public', scope: null } as const;
const id = z.string().min(1).max(200);

/** What other systems deliver here. No session and no key opens these: each has its own proof of who delivers. */
export const incomingApi = {
  deliverAlerts: route({
    ...open,
    path: '/in/alerts/:id',
    summary:
      'A sender tells of alerts that began or ended; at most 1,000 in one delivery, 2 MB and 120 a minute',
    input: z.object({ id }),
    reply: z.object({ received: z.int() }),
    incoming: {
      proofs: ['senderToken', 'senderPassword'],
      body: z.union([
        PrometheusDelivery.meta({ title: 'Alertmanager and Grafana' }),
        z.unknown().meta({ title: 'Any JSON', description: 'As the mapping of its sender reads it' }),
      ]),
    },
  }),
  deliverWebhook: route({
    ...open,
    path: '/webhooks/:id',
    summary: 'GitHub tells a connection of a run, a job or a deployment; at most 5 MB',
    input: z.object({ id }),
    reply: z.object({
      /** As its sender calls it. */
      received: z.string(),
      /** False for one that came before. */
      new: z.boolean(),
    }),
    incoming: {
      proofs: ['githubSignature'],
      headers: z.object({
        'X-GitHub-Event': z.string().regex(/^\w{1,60}$/),
        'X-GitHub-Delivery': z.string().regex(/^[\w-]{1,100}$/),
      }),
      body: z.looseObject({}).meta({
        title: 'An event of GitHub',
        description:
          'workflow_run, workflow_job, deployment and deployment_status are read; others are taken and change nothing',
      }),
    },
  }),
} satisfies Record<string, Route>;
