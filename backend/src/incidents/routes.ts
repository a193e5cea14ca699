import { type IncidentFilter as Asked, api } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { type Asker, serve } from '../platform/http/serve.ts';
import type { Doer, IncidentContext } from './context.ts';
import { incidentFacts } from './figure-store.ts';
import { figures } from './figures.ts';
import { incidentChoices } from './filter-store.ts';
import { type IncidentFilter, type ToldIncident, toIncident } from './incident.ts';
import { mergeIncidents } from './merge-incidents.ts';
import { addAlerts, removeAlert } from './move-alerts.ts';
import { openIncident } from './open-incident.ts';
import { draftPostMortem } from './post-mortem.ts';
import { readIncident, tell } from './read-incident.ts';
import { splitIncident } from './split-incident.ts';
import { incidentStore } from './store.ts';
import { updateIncident } from './update-incident.ts';
import { writeNote } from './write-note.ts';

export interface IncidentPorts {
  readonly context: IncidentContext;
  doer(asker: Asker): Doer;
}

const dayMs = 24 * 3_600_000;

const inTime = ({ since, until, ...filter }: Asked): IncidentFilter => ({
  ...filter,
  ...(since !== undefined && { since: Date.parse(since) }),
  ...(until !== undefined && { until: Date.parse(until) }),
});

export function incidentRoutes(app: FastifyInstance, { context, doer }: IncidentPorts): void {
  const { database, workspace, isDemo, now } = context;
  serve(app, api.listIncidents, async ({ before, limit, ...asked }) => {
    const store = incidentStore(database, workspace);
    const filter = inTime(asked);
    const [found, total] = await Promise.all([
      store.list({ ...filter, before, limit }),
      before === undefined ? store.count(filter) : null,
    ]);
    const next = found.length === limit ? (found.at(-1)?.number ?? null) : null;
    return { incidents: found.map((one) => toIncident(one, isDemo(one.connectionId))), next, total };
  });
  serve(app, api.listIncidentChoices, async () => ({ choices: await incidentChoices(database, workspace) }));
  serve(app, api.getIncidentFigures, async ({ days, ...filter }) => {
    const to = now();
    const from = to - days * dayMs;
    const facts = await incidentFacts(database, { ...filter, from, to }, workspace);
    return figures(facts, { from, to, isDemo });
  });
  serve(app, api.getIncident, ({ id }) => readIncident(id, context));
  serve(app, api.getPostMortem, async ({ id }) => ({ postMortem: draftPostMortem(await tell(id, context)) }));
  changeRoutes(app, { context, doer });
}

function changeRoutes(app: FastifyInstance, { context, doer }: IncidentPorts): void {
  const done = async (change: Promise<ToldIncident>) => {
    const incident = await change;
    return {
      success: true as const,
      incident: toIncident(incident, context.isDemo(incident.connectionId)),
    };
  };
  serve(app, api.createIncident, (wish, asker) => done(openIncident(wish, doer(asker), context)));
  serve(app, api.updateIncident, ({ id, ...wish }, asker) =>
    done(updateIncident(id, wish, doer(asker), context)),
  );
  serve(app, api.addIncidentNote, ({ id, text }, asker) => done(writeNote(id, text, doer(asker), context)));
  serve(app, api.addIncidentAlerts, ({ id, alertIds }, asker) =>
    done(addAlerts(id, alertIds, doer(asker), context)),
  );
  serve(app, api.removeIncidentAlert, ({ id, alertId }, asker) =>
    done(removeAlert(id, alertId, doer(asker), context)),
  );
  serve(app, api.mergeIncidents, ({ id, ids }, asker) => done(mergeIncidents(id, ids, doer(asker), context)));
  serve(app, api.splitIncident, ({ id, ...wish }, asker) =>
    done(splitIncident(id, wish, doer(asker), context)),
  );
}
