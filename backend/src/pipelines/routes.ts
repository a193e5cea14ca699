import { api, type Deployment, DeploymentData, type Pipeline } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { NotFoundError } from '../platform/errors.ts';
import { serve, serveFile, serveSnapshot } from '../platform/http/serve.ts';
import type { Snapshot } from '../platform/http/snapshot.ts';
import type { StoredEvent } from '../signals/read-store.ts';
import type { Needs } from './needs.ts';
import { type LogPorts, logReader } from './read-log.ts';
import { toDeployment } from './to-deployment.ts';
import { toPipelines, toRuns } from './to-pipeline.ts';

export interface PipelinePorts {
  readonly logs: LogPorts;
  /** Newest first, of what is watched now. */
  events(kind: 'deployment' | 'pipeline-run', limit: number): Promise<readonly StoredEvent[]>;
  event(id: string): Promise<StoredEvent | undefined>;
  /** The run with this id, of whatever connection. */
  run(runId: string): Promise<StoredEvent | undefined>;
  /** What the stages of a run waited for, as far as its source says. */
  needs(run: StoredEvent): Promise<Needs | undefined>;
  /** What the runs of each workflow usually take, by resource. */
  usual(resources: readonly string[]): Promise<ReadonlyMap<string, number>>;
  isDemo(connectionId: string): boolean;
  /** The prepared reply to `GET /deployments`. */
  deploymentsSnapshot(): Snapshot | undefined;
}

/** A filter finds what it looks for among this many. */
const searched = 200;

export function pipelineRoutes(app: FastifyInstance, ports: PipelinePorts): void {
  const deployments = async ({ environment, limit }: { environment?: string | undefined; limit: number }) => {
    const events = await ports.events('deployment', environment ? searched : limit);
    const all: Deployment[] = events.flatMap(
      (event) => toDeployment(event, ports.isDemo(event.connectionId)) ?? [],
    );
    const wanted = environment ? all.filter((one) => one.environment === environment) : all;
    return { deployments: wanted.slice(0, limit) };
  };
  const prepared = { snapshot: () => ports.deploymentsSnapshot(), handle: deployments };
  serveSnapshot(app, api.listDeployments, prepared);
  serveSnapshot(app, api.listGithubDeployments, prepared);

  const logs = logReader(ports.logs);
  serve(app, api.getDeploymentLogs, async ({ id }) => {
    const event = await ports.event(id);
    const data = event && DeploymentData.safeParse(event.data).data;
    if (!data) throw new NotFoundError('Deployment', id);
    return { logs: data.runId === null ? [] : await logs.runLines(data.runId) };
  });

  const pipelines = async (limit: number): Promise<Pipeline[]> =>
    toPipelines(await ports.events('pipeline-run', searched), ports.isDemo).slice(0, limit);
  serve(app, api.listPipelines, async ({ limit }) => ({ pipelines: await pipelines(limit) }));
  serve(app, api.getPipeline, async ({ id }) => {
    const event = await ports.run(id);
    if (!event) throw new NotFoundError('Pipeline', id);
    const [usual, needs] = await Promise.all([ports.usual([event.resourceId]), ports.needs(event)]);
    const [pipeline] = toRuns([event], { ...ports, usual, needs });
    if (!pipeline) throw new NotFoundError('Pipeline', id);
    return { pipeline };
  });
  serve(app, api.getStageLogs, async (stage) => ({ logs: await logs.stageLines(stage) }));
  serve(app, api.getLogOutline, async (stage) => ({ log: await logs.outline(stage) }));
  serve(app, api.getLogLines, ({ from, limit, ...stage }) => logs.page(stage, from, limit));
  serve(app, api.findInLog, ({ text, ...stage }) => logs.find(stage, text));
  serveFile(app, api.downloadLog, logs.text);
}
