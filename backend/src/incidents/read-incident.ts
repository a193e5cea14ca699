import type { Action, Deployment, IncidentView } from '@smartops/contract';
import { actionStore } from '../actions/store.ts';
import { toAction } from '../actions/stored-action.ts';
import { toAlert } from '../alerts/alert.ts';
import { alertStore } from '../alerts/store.ts';
import { toDeployment } from '../pipelines/to-deployment.ts';
import { readStore } from '../signals/read-store.ts';
import { ownBeforeMs } from './around.ts';
import { type IncidentContext, told } from './context.ts';
import { eventStore } from './event-store.ts';
import { type ToldIncident, toIncident } from './incident.ts';
import { memberStore } from './member-store.ts';
import type { Told } from './open-questions.ts';

const shownAlerts = 200;
const actionsLookedAt = 100;

/** An incident with all of its timeline and its alerts. Throws NotFoundError. */
export async function tell(ref: string, context: IncidentContext): Promise<Told> {
  const { database, workspace, now } = context;
  const found = await told(ref, context);
  const [timeline, alertIds] = await Promise.all([
    eventStore(database, workspace).all(found.id),
    memberStore(database, workspace).alertsOf(found.id, shownAlerts),
  ]);
  const alerts = await alertStore(database, workspace).byIds(alertIds);
  return { incident: { ...found, timeline }, alerts, now: now() };
}

/** With what was deployed and done around it. Throws NotFoundError. */
export async function readIncident(ref: string, context: IncidentContext): Promise<IncidentView> {
  const { isDemo } = context;
  const { incident, alerts, now } = await tell(ref, context);
  const demo = isDemo(incident.connectionId);
  const deployments = await deploymentsNear(incident, now, context);
  return {
    incident: toIncident(incident, demo),
    alerts: alerts.map((one) => toAlert(one, isDemo(one.connectionId))),
    deployments,
    actions: await actionsNear(incident, now, context),
    suspect: suspectOf(incident, deployments),
  };
}

async function deploymentsNear(
  { startedAt, resolvedAt, connectionId }: ToldIncident,
  now: number,
  { database, workspace, isDemo }: IncidentContext,
): Promise<Deployment[]> {
  const demo = isDemo(connectionId);
  const events = await readStore(database, workspace).eventsBetween(
    'deployment',
    startedAt - ownBeforeMs,
    resolvedAt ?? now,
  );
  return events
    .filter((event) => isDemo(event.connectionId) === demo)
    .flatMap((event) => toDeployment(event, demo) ?? []);
}

async function actionsNear(
  { startedAt, resolvedAt, connectionId }: ToldIncident,
  now: number,
  { database, workspace, isDemo }: IncidentContext,
): Promise<Action[]> {
  const demo = isDemo(connectionId);
  const all = await actionStore(database, workspace).list({ limit: actionsLookedAt });
  return all
    .filter((one) => isDemo(one.connectionId) === demo)
    .filter(({ proposed: { at } }) => at >= startedAt && at <= (resolvedAt ?? at))
    .map((one) => toAction(one, { demo, now }));
}

/** What to look at first: the last deployment of an affected service that went live before it began. */
function suspectOf(
  { startedAt, affectedServices }: Pick<ToldIncident, 'startedAt' | 'affectedServices'>,
  newestFirst: readonly Deployment[],
): Deployment | null {
  const endOf = ({ timestamp, durationMs }: Deployment) => Date.parse(timestamp) + (durationMs ?? 0);
  return (
    newestFirst
      .filter(({ environment, status, name }) => {
        return environment === 'production' && status === 'success' && affectedServices.includes(name);
      })
      .filter((one) => endOf(one) <= startedAt)
      .toSorted((a, b) => endOf(b) - endOf(a))[0] ?? null
  );
}
