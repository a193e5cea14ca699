import { type Alert, api } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { NotFoundError } from '../platform/errors.ts';
import { serve } from '../platform/http/serve.ts';
import { actOnAlert, actOnAlerts } from './act-on-alerts.ts';
import { type StoredAlert, toAlert } from './alert.ts';
import { listStore } from './list-store.ts';
import type { AlertPorts } from './ports.ts';
import { silenceRoutes } from './silences/routes.ts';

export function alertRoutes(app: FastifyInstance, ports: AlertPorts): void {
  const { context, doer, isDemo, watched } = ports;
  const shown = (one: StoredAlert): Alert => toAlert(one, isDemo(one.connectionId));
  const store = () => listStore(context.database, watched(), context.workspace);

  serve(app, api.listAlerts, async ({ since, ...filter }) => {
    const page = await store().page({
      ...filter,
      since: since === undefined ? undefined : Date.parse(since),
    });
    return { ...page, alerts: page.alerts.map(shown) };
  });
  serve(app, api.getAlert, async ({ id }) => {
    const found = await store().find(id);
    if (!found) throw new NotFoundError('Alert', id);
    return { alert: shown(found), history: await store().history(id) };
  });
  serve(app, api.acknowledgeAlert, async ({ id, notes }, asker) => ({
    success: true as const,
    alert: shown(await actOnAlert(id, { verb: 'acknowledge', notes }, doer(asker), context)),
  }));
  serve(app, api.dismissAlert, async ({ id, reason }, asker) => {
    await actOnAlert(id, { verb: 'dismiss', reason }, doer(asker), context);
    return { success: true as const };
  });
  serve(app, api.actOnAlert, async ({ id, act }, asker) => ({
    success: true as const,
    alert: shown(await actOnAlert(id, act, doer(asker), context)),
  }));
  serve(app, api.actOnAlerts, async ({ ids, act }, asker) => {
    const answers = await actOnAlerts(ids, act, doer(asker), context);
    return {
      results: answers.map((one) =>
        'alert' in one
          ? { id: one.id, alert: shown(one.alert) }
          : { id: one.id, problem: { title: one.error.code, detail: one.error.message } },
      ),
    };
  });
  silenceRoutes(app, ports);
}
