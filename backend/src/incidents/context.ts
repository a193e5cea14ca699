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
  /** Those to whom it can be assigned. */
  members(): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Writes down what others are to know of what somebody did, in its transaction. */
  tell(tx: Sql, touched: Touched): Promise<void>;
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

/** What one step has moved. */
export interface Touched {
  /** Ids of incidents that are other than before. */
  readonly incidents: readonly string[];
  readonly signed: Signed;
  /** The one it was done to, as it was before. */
  readonly before?: StoredIncident;
  readonly note?: { readonly id: string; readonly text: string };
  /** Alerts that are part of no incident any more. */
  readonly freed?: readonly string[];
}

/** What a step has moved besides the incident it was done to. */
export type Also = Partial<Pick<Touched, 'incidents' | 'note' | 'freed'>>;

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
  work: (tx: Sql, incident: StoredIncident, signed: Signed) => Promise<Also | undefined>,
): Promise<ToldIncident> {
  const { database, workspace, now } = context;
  const found = await told(ref, context);
  const detail = { ...step.detail, id: found.id };
  await doer.privileged({ action: step.action, target: nameOf(found), detail }, async (tx) => {
    await memberStore(tx, workspace).hold([found.id, ...(step.others ?? [])]);
    const held = await incidentStore(tx, workspace).lock(found.id);
    if (!held) throw new NotFoundError('Incident', ref);
    if (held.mergedInto !== null) throw new ConflictError(`${nameOf(held)} became part of another incident`);
    const signed = signOf(doer, now());
    const { incidents = [], ...also } = (await work(tx, held, signed)) ?? {};
    await context.tell(tx, { ...also, incidents: [held.id, ...incidents], before: held, signed });
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
