import { worse } from '../alerts/alert.ts';
import { ConflictError } from '../platform/errors.ts';
import { absorb } from './absorb.ts';
import { changedBy, type Doer, type IncidentContext, onIncident, told } from './context.ts';
import { nameOf, type StoredIncident, type ToldIncident, together } from './incident.ts';
import { incidentStore } from './store.ts';

/** Makes other incidents part of this one. Throws NotFoundError, and ConflictError where that makes no sense. */
export async function mergeIncidents(
  ref: string,
  refs: readonly string[],
  doer: Doer,
  context: IncidentContext,
): Promise<ToldIncident> {
  const { workspace, isDemo } = context;
  const others = await Promise.all(refs.map((one) => told(one, context)));
  const step = {
    action: 'incident.merge',
    detail: { merged: others.map(nameOf).join() },
    others: others.map(({ id }) => id),
  };
  return onIncident(ref, step, { doer, context }, async (tx, into, signed) => {
    if (into.status === 'resolved')
      throw new ConflictError(`${nameOf(into)} is resolved; open it again first`);
    let grown = into;
    for (const { id } of others.toSorted((a, b) => a.number - b.number)) {
      const from = await incidentStore(tx, workspace).lock(id);
      if (!from || id === into.id) throw new ConflictError('An incident cannot become part of itself');
      if (from.mergedInto !== null)
        throw new ConflictError(`${nameOf(from)} became part of another incident`);
      if (isDemo(from.connectionId) !== isDemo(into.connectionId))
        throw new ConflictError('The demo and what is real are never one incident');
      await absorb(tx, { into, from, signed }, workspace);
      grown = grownTogether(grown, from);
    }
    await incidentStore(tx, workspace).save(changedBy(grown, signed));
    return { incidents: step.others };
  });
}

function grownTogether(into: StoredIncident, from: StoredIncident): StoredIncident {
  const isWorse = !into.chosen.includes('severity') && worse(from.severity, into.severity);
  return {
    ...into,
    severity: isWorse ? from.severity : into.severity,
    startedAt: Math.min(into.startedAt, from.startedAt),
    affectedServices: together(into.affectedServices, from.affectedServices),
  };
}
