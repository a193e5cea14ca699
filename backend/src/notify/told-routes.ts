import { api, type Told } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { alertStore } from '../alerts/store.ts';
import { nameOf } from '../incidents/incident.ts';
import { incidentStore } from '../incidents/store.ts';
import { NotFoundError } from '../platform/errors.ts';
import { serve } from '../platform/http/serve.ts';
import { alertSubject, incidentSubject } from './notice.ts';
import type { Sql } from './sql.ts';
import { toToldNotice } from './told.ts';
import { toldStore } from './told-store.ts';

/** Who was told of an alert or an incident. */
export function toldRoutes(app: FastifyInstance, database: Sql): void {
  const store = toldStore(database);
  const incidents = incidentStore(database);
  serve(app, api.getAlertTold, async ({ id }): Promise<Told> => {
    const [found] = await alertStore(database).byIds([id]);
    if (!found) throw new NotFoundError('Alert', id);
    const teller = (await store.incidentOf(alertSubject(id))) ?? found.incidentId;
    const incident = teller ? await incidents.find(teller) : undefined;
    const subjects = [alertSubject(id), ...(incident ? [incidentSubject(incident.id)] : [])];
    const told = (await Promise.all(subjects.map(store.of))).flat();
    return {
      notices: told.toSorted((a, b) => a.notice.at - b.notice.at).map(toToldNotice),
      incident: incident ? { id: incident.id, name: nameOf(incident) } : null,
    };
  });
  serve(app, api.getIncidentTold, async ({ id }): Promise<Told> => {
    const incident = await incidents.find(id);
    if (!incident) throw new NotFoundError('Incident', id);
    return {
      notices: (await store.of(incidentSubject(incident.id))).map(toToldNotice),
      incident: null,
    };
  });
}
