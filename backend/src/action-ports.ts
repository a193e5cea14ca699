import { randomUUID } from 'node:crypto';
import type { ActionContext } from './actions/context.ts';
import { Executor } from './actions/executor.ts';
import type { ActionPorts } from './actions/routes.ts';
import type { Identity } from './identity/open-identity.ts';
import { toDeployment } from './pipelines/to-deployment.ts';
import { toPipelines } from './pipelines/to-pipeline.ts';
import type { Log } from './platform/log/open-log.ts';
import type { Parts } from './ports.ts';
import type { Refresher } from './refresher.ts';
import { readStore } from './signals/read-store.ts';

const workspace = 'default';

/** Joins the actions to the sources, the database, the audit log and the stream. */
export function openActions(
  { database, seeds, connections, config, now }: Parts,
  {
    identity,
    refresher,
    log,
    look,
  }: {
    readonly identity: Identity;
    readonly refresher: Refresher;
    readonly log: Log;
    /** Looks at a connection before its time. */
    readonly look: (connectionId: string) => void;
  },
): { readonly ports: ActionPorts; readonly executor: Executor } {
  const read = readStore(database.sql);
  const isDemo = (id: string) => seeds.find((seed) => seed.id === id)?.demo ?? false;
  const actions = (id: string) => connections.get(id)?.actions;
  const changed = () => {
    refresher
      .touch(['actions', 'activity'], true)
      .catch((err: unknown) => log.error({ err }, 'topics could not be built'));
  };
  const executor = new Executor({
    ...{ database: database.sql, workspace, now, actions, changed },
    holder: database.engine === 'pglite' ? 'embedded' : randomUUID(),
    alone: database.engine === 'pglite',
    acted: look,
    failed: (err) => log.error({ err }, 'an action could not be gone on with'),
    record: (tx, { id, summary, status, steps }) =>
      identity.record(tx, {
        action: 'action.finish',
        target: summary.title,
        outcome: status === 'succeeded' ? 'allowed' : 'failed',
        reason: steps.at(-1)?.text ?? null,
        detail: { id, status },
      }),
  });
  const event = async (id: string) => watched(await read.event(id));
  const run = async (id: string) => watched(await read.eventOfRun('pipeline-run', id));
  const watched = <One extends { readonly connectionId: string }>(one: One | undefined) =>
    one && connections.has(one.connectionId) ? one : undefined;
  const context: ActionContext = {
    ...{ database: database.sql, workspace, now, event, run, actions, executor, changed },
    twoPeople: config.env.APPROVAL_TWO_PEOPLE,
  };
  return {
    executor,
    ports: {
      context,
      isDemo,
      doer(asker) {
        if (!asker.caller) throw new Error('Actions are for those who are known');
        return { caller: asker.caller, privileged: (step, work) => identity.privileged(asker, step, work) };
      },
      async pipeline(id) {
        const found = await run(id);
        return found && toPipelines([found], isDemo)[0];
      },
      async deployment(id) {
        const found = await event(id);
        return found && toDeployment(found, isDemo(found.connectionId));
      },
    },
  };
}
