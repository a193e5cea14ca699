import { randomUUID } from 'node:crypto';
import { ConflictError } from '../platform/errors.ts';
import { type Doer, type IncidentContext, onIncident, told } from './context.ts';
import { eventStore } from './event-store.ts';
import { nameOf, type ToldIncident } from './incident.ts';
import { memberStore } from './member-store.ts';
import { alertsOf, moveHere } from './move-alerts.ts';
import { momentOf, openedBy } from './open-incident.ts';
import { incidentStore } from './store.ts';

/** Makes an incident of its own of some of the alerts. Throws NotFoundError, and ConflictError when none would be left. */
export async function splitIncident(
  ref: string,
  { alertIds, title }: { readonly alertIds: readonly string[]; readonly title?: string | undefined },
  doer: Doer,
  context: IncidentContext,
): Promise<ToldIncident> {
  const { workspace } = context;
  const id = randomUUID();
  const step = { action: 'incident.split', detail: { alerts: alertIds.join(), into: id } };
  await onIncident(ref, step, { doer, context }, async (tx, from, signed) => {
    const alerts = await alertsOf(tx, [...new Set(alertIds)], workspace);
    const all = (await memberStore(tx, workspace).standing([from.id])).get(from.id)?.alerts ?? 0;
    const [lead] = alerts;
    if (!lead || alerts.some(({ incidentId }) => incidentId !== from.id))
      throw new ConflictError(`Not all of these alerts are part of ${nameOf(from)}`);
    if (alerts.length >= all) throw new ConflictError('Leave at least one alert where it is');
    const incident = await incidentStore(tx, workspace).numbered({
      ...openedBy(signed, {
        ...{ id, lead, alerts, severity: lead.severity, message: lead.message },
        ...{ title: title ?? lead.title, chosen: title === undefined ? [] : ['title'] },
      }),
      ...{ status: from.status === 'investigating' ? 'investigating' : 'open', assignee: from.assignee },
      assigneeId: from.assigneeId,
      acknowledgement: from.acknowledgement,
    });
    await incidentStore(tx, workspace).save(incident);
    await moveHere(tx, { incident, alerts, signed }, context);
    const text = `split it from ${nameOf(from)}`;
    await eventStore(tx, workspace).add(id, [
      { ...signed, kind: 'split', text, about: { kind: 'incident', id: from.id }, key: 'opened' },
      ...alerts.map(momentOf),
    ]);
    return { incidents: [id] };
  });
  return told(id, context);
}
