import { randomUUID } from 'node:crypto';
import type { Severity } from '@smartops/contract';
import type { StoredAlert } from '../alerts/alert.ts';
import { type Doer, type IncidentContext, type Signed, signOf, told } from './context.ts';
import { eventStore } from './event-store.ts';
import type { Chosen, NewMoment, StoredIncident, ToldIncident } from './incident.ts';
import { memberStore } from './member-store.ts';
import { alertsOf, grownBy, moveHere } from './move-alerts.ts';
import { incidentStore } from './store.ts';

export interface Opening {
  readonly alertId: string;
  readonly alertIds?: readonly string[] | undefined;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
}

/** Opens an incident by hand. Alerts that were part of another move here. Throws NotFoundError and ConflictError. */
export async function openIncident(
  { alertId, alertIds = [], title, description, severity }: Opening,
  doer: Doer,
  context: IncidentContext,
): Promise<ToldIncident> {
  const { workspace, now } = context;
  const ids = [...new Set([alertId, ...alertIds])];
  const id = randomUUID();
  const step = { action: 'incident.open', target: title, detail: { id, alerts: ids.join() } };
  await doer.privileged(step, async (tx) => {
    const alerts = await alertsOf(tx, ids, workspace);
    await memberStore(tx, workspace).hold(alerts.flatMap(({ incidentId }) => incidentId ?? []));
    const signed = signOf(doer, now());
    const lead = alerts.find((alert) => alert.id === alertId) ?? alerts[0];
    if (!lead) return;
    const incident = await incidentStore(tx, workspace).numbered(
      openedBy(signed, {
        ...{ id, lead, alerts, title, message: description || lead.message, severity },
        chosen: ['title', 'severity'],
      }),
    );
    await incidentStore(tx, workspace).save(incident);
    const others = await moveHere(tx, { incident, alerts, signed }, context);
    await eventStore(tx, workspace).add(id, [
      { ...signed, kind: 'opened', text: 'opened the incident', key: 'opened' },
      ...alerts.map(momentOf),
    ]);
    await context.tell(tx, { incidents: [id, ...others], signed });
  });
  context.changed();
  return told(id, context);
}

interface Opened {
  readonly id: string;
  readonly lead: StoredAlert;
  readonly alerts: readonly StoredAlert[];
  readonly title: string;
  readonly message: string;
  readonly severity: Severity;
  readonly chosen: readonly Chosen[];
}

/** An incident as a person opens it, without its number. */
export function openedBy({ by, at }: Signed, { lead, alerts, ...words }: Opened): StoredIncident {
  const { resourceId, connectionId, metric, startedAt } = lead;
  const incident: StoredIncident = {
    ...{ ...words, resourceId, connectionId, metric, startedAt, number: 0, version: 1, status: 'open' },
    ...{
      openedAt: at,
      openedBy: by,
      acknowledgement: null,
      resolvedAt: null,
      assignee: null,
      assigneeId: null,
    },
    ...{ affectedServices: [], mergedInto: null, updatedAt: at, updatedBy: by },
    keepOpen: alerts.every(({ state }) => state === 'resolved'),
  };
  return grownBy(incident, alerts);
}

export const momentOf = ({ id, startedAt, firedAt, title, message }: StoredAlert): NewMoment => ({
  ...{ at: startedAt, kind: 'alert', text: `Alert: ${title}`, detail: message || null },
  ...{ about: { kind: 'alert', id }, key: `alert:${id}:${firedAt}` },
});
