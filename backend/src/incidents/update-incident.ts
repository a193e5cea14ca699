import { ConflictError } from '../platform/errors.ts';
import { acknowledgeAlerts } from './acknowledge-alerts.ts';
import { assigneeOf } from './assignee.ts';
import { change, type Wish, whoWasFaster } from './change.ts';
import { type Doer, type IncidentContext, onIncident, told } from './context.ts';
import { eventStore } from './event-store.ts';
import type { ToldIncident } from './incident.ts';
import { memberStore } from './member-store.ts';
import { incidentStore } from './store.ts';

export interface Update extends Omit<Wish, 'assignee'> {
  /** `me`, the id of a member or the name of one; what stands there stays, whatever it is. */
  readonly assignee?: string | null | undefined;
  /** The one that the wish was made of. */
  readonly version?: number | undefined;
  /** What happens to alerts that still fire when it is resolved. */
  readonly alerts: 'leave' | 'acknowledge';
}

/**
 * Changes an incident as a person wants it. Throws NotFoundError, FieldError for whom nobody knows, and
 * ConflictError when somebody was faster.
 */
export async function updateIncident(
  ref: string,
  { version, alerts, assignee, ...others }: Update,
  doer: Doer,
  context: IncidentContext,
): Promise<ToldIncident> {
  const { workspace } = context;
  const isKept = !assignee || assignee === (await told(ref, context)).assignee;
  const wish: Wish = {
    ...others,
    ...(assignee === null && { assignee }),
    ...(assignee && !isKept && { assignee: await assigneeOf(assignee, doer, context) }),
  };
  const detail = detailOf({ ...others, ...(assignee !== undefined && { assignee }) });
  return onIncident(
    ref,
    { action: 'incident.update', detail },
    { doer, context },
    async (tx, held, signed) => {
      if (version !== undefined && version !== held.version)
        throw new ConflictError(whoWasFaster(held, signed.at));
      const { incident, moments } = change(held, wish, signed);
      if (incident === held) return undefined;
      await incidentStore(tx, workspace).save(incident);
      const isTaken = held.status === 'open' && incident.status === 'investigating';
      const isResolved = held.status !== 'resolved' && incident.status === 'resolved';
      const seen =
        isTaken || (isResolved && alerts === 'acknowledge')
          ? await acknowledgeAlerts(tx, { incident, workspace }, signed)
          : 0;
      const firing = isResolved
        ? ((await memberStore(tx, workspace).standing([held.id])).get(held.id)?.firing ?? 0)
        : 0;
      const said = [
        firing > 0 && `${firing} of its alerts still fire`,
        seen > 0 && `${seen} ${seen === 1 ? 'alert' : 'alerts'} acknowledged with it`,
      ].filter((text) => text !== false);
      const [first, ...rest] = moments;
      if (first)
        await eventStore(tx, workspace).add(held.id, [
          { ...first, detail: said.join(' · ') || null },
          ...rest,
        ]);
      return undefined;
    },
  );
}

const detailOf = (wish: object) =>
  Object.fromEntries(
    Object.entries(wish).map(([field, value]) => [field, value === null ? null : String(value)]),
  );
