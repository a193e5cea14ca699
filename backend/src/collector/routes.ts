import { api } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { NotFoundError } from '../platform/errors.ts';
import { type Asker, serve } from '../platform/http/serve.ts';
import type { Connection } from '../sources/source.ts';
import { connectionStore } from './store.ts';

type Database = Parameters<typeof connectionStore>[0];

export interface CollectorRoutePorts {
  connection(id: string): Pick<Connection, 'hasHistory'> | undefined;
  privileged<Result>(
    asker: Asker,
    step: { readonly action: string; readonly target: string; readonly detail: Record<string, string> },
    work: (tx: Database) => Promise<Result>,
  ): Promise<Result>;
  /** Called after it was said: the next look does as it is told. */
  changed(connectionId: string): void;
}

export function collectorRoutes(app: FastifyInstance, ports: CollectorRoutePorts): void {
  serve(app, api.setHistory, async ({ id, history }, asker) => {
    const step = {
      action: history === 'stopped' ? 'history.stop' : 'history.resume',
      target: id,
      detail: { history },
    };
    await ports.privileged(asker, step, async (tx) => {
      if (!ports.connection(id)?.hasHistory) throw new NotFoundError('Source with a history', id);
      await connectionStore(tx).setHistory(id, history);
    });
    ports.changed(id);
    return { success: true as const, history };
  });
}
