import type { Doer } from '../actions/context.ts';
import type { Sql } from '../actions/store.ts';
import { ConflictError, NotFoundError } from '../platform/errors.ts';
import { nameOf, type StoredIncident, type ToldIncident } from './incident.ts';
import { memberStore } from './member-store.ts';
import { incidentStore } from './store.ts';

export type { Doer, Sql };

/** What every verb of the room works with. */
export interface IncidentContext {
  readonly database: Sql;
  readonly workspace: string;
  readonly now: () => number;
  readonly isDemo: (connectionId: string) => boolean;
  /** Called after an incident has changed. */
  changed(): void;
}

/** Who did something, when. */
export interface Signed {
  readonly by: string;
  /** Null for whoever sits at the machine. */
  readonly id: string | null;
  readonly at: number;
}

interface Step {
  readonly action: string;
  readonly detail?: Readonly<Record<string, string | null>>;
  /** Other incidents that it touches. */
  readonly others?: readonly string[];
}

/**
 * Does one step on an incident that nobody else can change meanwhile, on record. Throws NotFoundError, and ConflictError
 * when it became part of another.
 */
export async function onIncident(
  ref: string,
  step: Step,
  { doer, context }: { readonly doer: Doer; readonly context: IncidentContext },
  work: (tx: Sql, incident: StoredIncident, signed: Signed) => Promise<void>,
): Promise<ToldIncident> {
  const { database, workspace, now } = context;
  const found = await told(ref, context);
  const detail = { ...step.detail, id: found.id };
  await doer.privileged({ action: step.action, target: nameOf(found), detail }, async (tx) => {
    await memberStore(tx, workspace).hold([found.id, ...(step.others ?? [])]);
    const held = await incidentStore(tx, workspace).lock(found.id);
    if (!held) throw new NotFoundError('Incident', ref);
    if (held.mergedInto !== null) throw new ConflictError(`${nameOf(held)} became part of another incident`);
    await work(tx, held, signOf(doer, now()));
  });
  context.changed();
  return (await incidentStore(database, workspace).find(found.id)) ?? found;
}

export const signOf = ({ caller }: Doer, at: number): Signed => ({
  by: caller.name,
  id: caller.kind === 'loopback' ? null : caller.id,
  at,
});

/** Throws NotFoundError. */
export async function told(
  ref: string,
  { database, workspace }: Pick<IncidentContext, 'database' | 'workspace'>,
): Promise<ToldIncident> {
  const found = await incidentStore(database, workspace).find(ref);
  if (!found) throw new NotFoundError('Incident', ref);
  return found;
}

/** As it stands after a person changed it. */
export const changedBy = (incident: StoredIncident, { by, at }: Signed): StoredIncident => ({
  ...incident,
  version: incident.version + 1,
  updatedAt: at,
  updatedBy: by,
});
