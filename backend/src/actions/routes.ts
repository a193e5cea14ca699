import { type Action, api, type Deployment, type Pipeline } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { NotFoundError } from '../platform/errors.ts';
import { type Asker, serve } from '../platform/http/serve.ts';
import type { ActionContext, Doer } from './context.ts';
import { approve, reject } from './decide.ts';
import { findFor, signerId } from './find-for.ts';
import { propose } from './propose.ts';
import type { Asked } from './read-wish.ts';
import { send } from './send.ts';
import { actionStore } from './store.ts';
import { type StoredAction, toAction } from './stored-action.ts';

export interface ActionPorts {
  readonly context: ActionContext;
  doer(asker: Asker): Doer;
  isDemo(connectionId: string): boolean;
  /** As people see them. */
  pipeline(id: string): Promise<Pipeline | undefined>;
  deployment(id: string): Promise<Deployment | undefined>;
}

export function actionRoutes(app: FastifyInstance, ports: ActionPorts): void {
  const { context, doer, isDemo } = ports;
  const { database, workspace, now } = context;
  const shown = (one: StoredAction): Action => toAction(one, { demo: isDemo(one.connectionId), now: now() });
  const store = actionStore(database, workspace);

  serve(app, api.listActions, async ({ status, target, limit }, asker) => {
    const seenBy = { signer: signerId(doer(asker).caller) };
    // An expired proposal still stands as proposed.
    const statuses =
      status === 'expired' ? (['proposed', 'expired'] as const) : status && ([status] as const);
    const found = (await store.list({ statuses, target, limit, seenBy })).map(shown);
    return { actions: status ? found.filter((one) => one.status === status) : found };
  });
  serve(app, api.getAction, async ({ id }, asker) => ({
    action: shown(await findFor(doer(asker).caller, id, context)),
  }));
  serve(app, api.proposeAction, async (asked, asker) => {
    const action = await propose(asked, doer(asker), context);
    context.changed();
    return { action: shown(action) };
  });
  serve(app, api.sendAction, async ({ id }, asker) => ({
    action: shown(await send(id, doer(asker), context)),
  }));
  serve(app, api.approveAction, async ({ id, confirmation }, asker) => ({
    action: shown(await approve(id, { typed: confirmation }, doer(asker), context)),
  }));
  serve(app, api.rejectAction, async ({ id }, asker) => ({
    action: shown(await reject(id, doer(asker), context)),
  }));
  directRoutes(app, ports, shown);
}

/** The guide's endpoints: a call that names the thing proposes and approves at once. */
function directRoutes(app: FastifyInstance, ports: ActionPorts, shown: (one: StoredAction) => Action): void {
  const { context, doer } = ports;
  const done = async (asked: Asked, asker: Asker) => {
    const { id } = await propose(asked, doer(asker), context);
    return shown(await approve(id, 'direct', doer(asker), context));
  };
  const deployed = async (kind: 'redeploy' | 'rollback', id: string, asker: Asker) => {
    const action = await done({ kind, target: id }, asker);
    const deployment = await ports.deployment(id);
    if (!deployment) throw new NotFoundError('Deployment', id);
    return { success: true as const, deployment, action };
  };
  serve(app, api.retryDeployment, ({ id }, asker) => deployed('redeploy', id, asker));
  serve(app, api.rollbackDeployment, ({ id }, asker) => deployed('rollback', id, asker));
  serve(app, api.rerunPipeline, async ({ id, jobs }, asker) => {
    const kind = jobs === 'failed' ? 'rerun-failed' : 'rerun';
    const action = await done({ kind, target: id }, asker);
    const pipeline = await ports.pipeline(id);
    if (!pipeline) throw new NotFoundError('Pipeline', id);
    return { success: true as const, pipeline, action };
  });
  serve(app, api.cancelPipeline, async ({ id }, asker) => ({
    success: true as const,
    action: await done({ kind: 'cancel', target: id }, asker),
  }));
}
