import type { Api } from '@smartops/contract';

/** The paths this page asks for. The contract's own table carries zod, which must not reach the browser; a test compares the two. */
export const paths = {
  getMetrics: '/metrics',
  getChart: '/charts/:metricId',
  listDeployments: '/deployments',
  getDeploymentLogs: '/deployments/:id/logs',
  listAlerts: '/alerts',
  listIncidents: '/incidents',
  listNetworks: '/web3',
  listAwsServices: '/aws-services',
  listPipelines: '/pipelines',
  getPipeline: '/pipeline/:id',
  getStageLogs: '/pipeline/:id/logs/:stageId',
  listActivity: '/activity',
  listSources: '/sources',
  getHealth: '/health',
} as const satisfies Partial<Record<keyof Api, string>>;

export type CallName = keyof typeof paths;
export type Input = Readonly<Record<string, string | number>>;
export type Reply<Name extends CallName> = ReturnType<Api[Name]['reply']['parse']>;

/** The address of a call: `:name` parts are filled from the input, the rest becomes the query. */
export function addressOf(name: CallName, input: Input): string {
  const rest = new Map(Object.entries(input).map(([key, value]) => [key, `${value}`]));
  const path = paths[name].replace(/:(\w+)/g, (_, part: string) => {
    const value = rest.get(part);
    if (value === undefined) throw new Error(`${paths[name]} needs "${part}"`);
    rest.delete(part);
    return encodeURIComponent(value);
  });
  return rest.size === 0 ? path : `${path}?${new URLSearchParams([...rest])}`;
}
