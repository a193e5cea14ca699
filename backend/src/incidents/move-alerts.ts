import { type StoredAlert, worse } from '../alerts/alert.ts';
import { alertStore } from '../alerts/store.ts';
import { ConflictError, NotFoundError } from '../platform/errors.ts';
import { absorb } from './absorb.ts';
import { changedBy, type Doer, type IncidentContext, onIncident, type Signed, type Sql } from './context.ts';
import { eventStore } from './event-store.ts';
import { nameOf, type StoredIncident, type ToldIncident, together } from './incident.ts';
import { memberStore } from './member-store.ts';
import { incidentStore } from './store.ts';
import { serviceOf } from './traits.ts';

export interface Place {
  readonly workspace: string;
  readonly isDemo: (connectionId: string) => boolean;
}

/** Makes alerts part of an incident. Throws NotFoundError, and ConflictError for alerts of the other world. */
export async function addAlerts(
  ref: string,
  alertIds: readonly string[],
  doer: Doer,
  context: IncidentContext,
): Promise<ToldIncident> {
  const { workspace } = context;
  const step = { action: 'incident.add-alerts', detail: { alerts: alertIds.join() } };
  return onIncident(ref, step, { doer, context }, async (tx, incident, signed) => {
    const alerts = (await alertsOf(tx, alertIds, workspace)).filter(
      ({ incidentId }) => incidentId !== incident.id,
    );
    if (alerts.length === 0) return undefined;
    const incidents = await moveHere(tx, { incident, alerts, signed }, context);
    const grown = grownBy(incident, alerts);
    await incidentStore(tx, workspace).save(changedBy(grown, signed));
    const text = `added ${alerts.length === 1 ? `the alert ${alerts[0]?.title}` : `${alerts.length} alerts`}`;
    const detail = alerts.length === 1 ? null : alerts.map(({ title }) => title).join(', ');
    await eventStore(tx, workspace).add(incident.id, [{ ...signed, kind: 'alert-added', text, detail }]);
    return { incidents };
  });
}

/** Takes an alert out; grouping does not put it back, nor what has its fingerprint. Throws NotFoundError. */
export async function removeAlert(
  ref: string,
  alertId: string,
  doer: Doer,
  context: IncidentContext,
): Promise<ToldIncident> {
  const { workspace } = context;
  const step = { action: 'incident.remove-alert', detail: { alert: alertId } };
  return onIncident(ref, step, { doer, context }, async (tx, incident, signed) => {
    const [alert] = await alertsOf(tx, [alertId], workspace);
    if (alert?.incidentId !== incident.id) throw new NotFoundError(`Alert of ${nameOf(incident)}`, alertId);
    await memberStore(tx, workspace).take(incident.id, [alertId], signed);
    await incidentStore(tx, workspace).save(changedBy(incident, signed));
    await eventStore(tx, workspace).add(incident.id, [
      {
        ...{ ...signed, kind: 'alert-removed', text: `took out the alert ${alert.title}` },
        about: { kind: 'alert', id: alertId },
      },
    ]);
    return { freed: [alertId] };
  });
}

/** Throws NotFoundError for the first that does not exist. */
export async function alertsOf(tx: Sql, ids: readonly string[], workspace: string): Promise<StoredAlert[]> {
  const found = await alertStore(tx, workspace).byIds(ids);
  const missing = ids.find((id) => !found.some((alert) => alert.id === id));
  if (missing !== undefined) throw new NotFoundError('Alert', missing);
  return found;
}

/**
 * Takes alerts out of where they were and puts them here; what is left without any becomes part of this one. Returns the
 * ids of those incidents.
 */
export async function moveHere(
  tx: Sql,
  move: {
    readonly incident: StoredIncident;
    readonly alerts: readonly StoredAlert[];
    readonly signed: Signed;
  },
  { workspace, isDemo }: Place,
): Promise<string[]> {
  const { incident, alerts, signed } = move;
  const world = isDemo(incident.connectionId);
  if (alerts.some(({ connectionId }) => isDemo(connectionId) !== world))
    throw new ConflictError('The demo and what is real are never one incident');
  const members = memberStore(tx, workspace);
  const others = new Set(alerts.flatMap(({ incidentId }) => incidentId ?? []));
  const standing = await members.standing([...others]);
  for (const id of [...others].toSorted()) {
    const other = await incidentStore(tx, workspace).lock(id);
    const moved = alerts.filter(({ incidentId }) => incidentId === id);
    if (!other) continue;
    if (standing.get(id)?.alerts === moved.length)
      await absorb(tx, { into: incident, from: other, signed }, workspace);
    else await leave(tx, { incident, other, moved, signed }, workspace);
  }
  const joins = alerts.map(({ id }) => ({ alertId: id, rule: null }));
  await members.join(incident.id, joins, signed.at);
  return [...others];
}

async function leave(
  tx: Sql,
  { incident, other, moved, signed }: LeaveMove,
  workspace: string,
): Promise<void> {
  const ids = moved.map(({ id }) => id);
  await memberStore(tx, workspace).take(other.id, ids, signed);
  await incidentStore(tx, workspace).save(changedBy(other, signed));
  const what = moved.length === 1 ? `the alert ${moved[0]?.title}` : `${moved.length} alerts`;
  await eventStore(tx, workspace).add(other.id, [
    {
      ...{ ...signed, kind: 'split', text: `moved ${what} to ${nameOf(incident)}` },
      about: { kind: 'incident', id: incident.id },
    },
  ]);
}

interface LeaveMove {
  readonly incident: StoredIncident;
  readonly other: StoredIncident;
  readonly moved: readonly StoredAlert[];
  readonly signed: Signed;
}

/** With what more alerts bring: it began with the first and is as grave as the worst, unless a person said otherwise. */
export function grownBy(incident: StoredIncident, alerts: readonly StoredAlert[]): StoredIncident {
  const { chosen } = incident;
  const gravest = alerts.reduce(
    (most, { severity }) => (worse(severity, most) ? severity : most),
    incident.severity,
  );
  return {
    ...incident,
    startedAt: Math.min(incident.startedAt, ...alerts.map(({ startedAt }) => startedAt)),
    severity: chosen.includes('severity') ? incident.severity : gravest,
    affectedServices: chosen.includes('services')
      ? incident.affectedServices
      : together(incident.affectedServices, alerts.map(serviceOf)),
  };
}
