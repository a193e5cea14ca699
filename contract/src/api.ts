import { z } from 'zod';
import { actionApi } from './action-api.ts';
import { alertApi } from './alert-api.ts';
import { AwsService, Web3Network } from './cloud.ts';
import { Activity, Scan } from './concern.ts';
import { Deployment, Environment, LogLine, Pipeline } from './delivery.ts';
import { deliveryApi } from './delivery-api.ts';
import { deployRuleApi } from './deploy-rule-api.ts';
import { Health } from './health.ts';
import { identityApi } from './identity-api.ts';
import { incidentApi } from './incident-api.ts';
import { incomingApi } from './incoming-api.ts';
import { JobLog, LogRow } from './job-log.ts';
import { Chart, Metric, TimeRange } from './metric.ts';
import { notifyApi } from './notify-api.ts';
import { type Route, route } from './route.ts';
import { ruleApi } from './rule-api.ts';
import { senderApi } from './sender-api.ts';
import { settingsApi } from './settings-api.ts';
import { sourceApi } from './source-api.ts';
import { SourceState } from './source-state.ts';

const nothing = z.object({});
const limit = z.coerce.number().int().min(1).max(200).default(50);
const timeRange = TimeRange.default('1h');
const byId = z.object({ id: z.string().min(1).max(200) });
const stageOfRun = byId.extend({ stageId: z.string().min(1).max(200) });

const deployments = {
  input: z.object({ environment: Environment.optional(), limit }),
  reply: z.object({ deployments: z.array(Deployment) }),
};
const awsServices = { input: nothing, reply: z.object({ services: z.array(AwsService) }) };
const web3 = { input: nothing, reply: z.object({ networks: z.array(Web3Network) }) };
const read = { method: 'GET', role: 'viewer' } as const;
const reads = {
  metrics: { ...read, scope: 'metrics:read' },
  deployments: { ...read, scope: 'deployments:read' },
  alerts: { ...read, scope: 'alerts:read' },
  security: { ...read, scope: 'security:read' },
} as const;
const open = { role: 'public', scope: null } as const;

/** Every REST call. The server, the client's types, the OpenAPI document and the authorisation matrix come from this table. */
export const api = {
  ...identityApi,
  ...actionApi,
  ...deliveryApi,
  ...settingsApi,
  ...senderApi,
  ...deployRuleApi,
  ...sourceApi,
  ...alertApi,
  ...incidentApi,
  ...incomingApi,
  ...notifyApi,
  ...ruleApi,
  getMetrics: route({
    ...reads.metrics,
    path: '/metrics',
    summary: 'The latest reading of each metric, against the previous equal period',
    input: z.object({ timeRange }),
    reply: z.object({ metrics: z.array(Metric) }),
  }),
  getChart: route({
    ...reads.metrics,
    path: '/charts/:metricId',
    summary: 'One metric over time, at most 500 points with average, minimum and maximum',
    input: z.object({ metricId: z.string().min(1).max(300), timeRange }),
    reply: Chart,
  }),
  listDeployments: route({
    ...reads.deployments,
    path: '/deployments',
    summary: 'Deployments, newest first',
    ...deployments,
  }),
  listGithubDeployments: route({
    ...reads.deployments,
    path: '/github/deployments',
    summary: 'Same as /deployments',
    ...deployments,
  }),
  getDeploymentLogs: route({
    ...reads.deployments,
    path: '/deployments/:id/logs',
    summary: 'The log of the run that deployed',
    input: byId,
    reply: z.object({ logs: z.array(LogLine) }),
  }),
  listScans: route({
    ...reads.security,
    path: '/security',
    summary: 'The last run of each security check',
    input: z.object({ status: z.enum(['passed', 'failed']).optional(), limit }),
    reply: z.object({ scans: z.array(Scan) }),
  }),
  listNetworks: route({
    ...reads.metrics,
    path: '/web3',
    summary: 'Chains with block, pace and gas',
    ...web3,
  }),
  listWeb3Networks: route({ ...reads.metrics, path: '/web3/networks', summary: 'Same as /web3', ...web3 }),
  listAwsServices: route({
    ...reads.metrics,
    path: '/aws-services',
    summary: 'AWS services with counts and status',
    ...awsServices,
  }),
  listAwsServicesAlias: route({
    ...reads.metrics,
    path: '/aws/services',
    summary: 'Same as /aws-services',
    ...awsServices,
  }),
  listPipelines: route({
    ...reads.deployments,
    path: '/pipelines',
    summary: 'Workflow runs with their stages, newest first',
    input: z.object({ limit }),
    reply: z.object({ pipelines: z.array(Pipeline) }),
  }),
  getPipeline: route({
    ...reads.deployments,
    path: '/pipeline/:id',
    summary: 'One workflow run with its stages',
    input: byId,
    reply: z.object({ pipeline: Pipeline }),
  }),
  getStageLogs: route({
    ...reads.deployments,
    path: '/pipeline/:id/logs/:stageId',
    summary: 'The log of one stage',
    input: stageOfRun,
    reply: z.object({ logs: z.array(LogLine) }),
  }),
  getLogOutline: route({
    ...reads.deployments,
    path: '/pipeline/:id/logs/:stageId/outline',
    summary: 'What the log of one stage is made of: size, errors, steps and groups; or why there is none',
    input: stageOfRun,
    reply: z.object({ log: JobLog }),
  }),
  getLogLines: route({
    ...reads.deployments,
    path: '/pipeline/:id/logs/:stageId/lines',
    summary: 'Some lines of the log of one stage; `next` is where to go on',
    input: stageOfRun.extend({
      from: z.coerce.number().int().min(1).default(1),
      limit: z.coerce.number().int().min(1).max(2_000).default(500),
    }),
    reply: z.object({ rows: z.array(LogRow), next: z.int().nullable() }),
  }),
  findInLog: route({
    ...reads.deployments,
    path: '/pipeline/:id/logs/:stageId/find',
    summary: 'The lines that hold a text in any case; `total` counts also those beyond the first 20,000',
    input: stageOfRun.extend({ text: z.string().min(1).max(200) }),
    reply: z.object({ lines: z.array(z.int()), total: z.int() }),
  }),
  downloadLog: route({
    ...reads.deployments,
    path: '/pipeline/:id/logs/:stageId/text',
    summary: 'The whole log of one stage as text, without secrets',
    contentType: 'text/plain',
    input: stageOfRun,
    reply: z.string(),
  }),
  listActivity: route({
    ...reads.alerts,
    path: '/activity',
    summary: 'What happened, newest first; of one type, by one person, or with these words',
    input: z.object({
      type: Activity.shape.type.optional(),
      user: z.string().trim().max(200).optional(),
      text: z.string().trim().max(200).optional(),
      limit,
    }),
    reply: z.object({ activities: z.array(Activity) }),
  }),
  listSources: route({
    ...reads.metrics,
    path: '/sources',
    summary: 'How each connection is doing, with the reason and the fix where one fails',
    input: nothing,
    reply: z.object({ sources: z.array(SourceState) }),
  }),
  getHealth: route({
    ...read,
    ...open,
    path: '/health',
    summary: 'Version, uptime, database, stream clients and the state of each source',
    input: nothing,
    reply: Health,
  }),
} satisfies Record<string, Route>;

export type Api = typeof api;
