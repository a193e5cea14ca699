import { randomUUID } from 'node:crypto';
import { connectionStore } from '../collector/store.ts';
import { ConflictError } from '../platform/errors.ts';
import type { Deed, Doer, Recorded, SettingsContext, Sql } from './context.ts';
import { type ConnectionDocument, connectionPrefix } from './documents.ts';
import { replaceSecret } from './secrets.ts';
import { type StoredSave, settingStore, type Write } from './setting-store.ts';

/** What a save will do, made from how things stand. */
export interface Plan {
  /** For people: `CPU 80 → 85`. */
  readonly what: string;
  readonly target: string;
  /** What stands in the audit log: before and after, no secret. */
  readonly detail: Recorded['detail'];
  readonly writes: readonly Write[];
  readonly seals: readonly { readonly name: string; readonly value: string }[];
  /** For the rooms that keep it themselves. */
  readonly deeds: readonly Deed[];
  /** The save that this one takes back. */
  readonly undoes?: string;
}

/**
 * Makes a plan and carries it out with its audit row, all of it or nothing; undefined when there is nothing to do. What
 * the plan refuses is recorded as well. Throws what `make` throws, and ConflictError when somebody else was faster.
 */
export async function commit(
  { action, target }: Pick<Recorded, 'action' | 'target'>,
  make: () => Promise<Plan>,
  { doer, context }: { readonly doer: Doer; readonly context: SettingsContext },
): Promise<StoredSave | undefined> {
  const plan = await make().catch((error: unknown) => ({ error }));
  if (!('error' in plan) && plan.writes.length + plan.deeds.length === 0) return undefined;
  const step = 'error' in plan ? { action, target, detail: {} } : { ...plan, action };
  const save = await doer.privileged(step, async (tx) => {
    if ('error' in plan) throw plan.error;
    const { workspace, sealing, now } = context;
    const store = settingStore(tx, workspace);
    const one = { id: randomUUID(), at: now(), by: doer.name, what: plan.what, undoneBy: null };
    for (const secret of plan.seals)
      await replaceSecret(
        { ...secret, at: one.at, by: doer.name },
        { database: tx, sealing, environment: {}, workspace },
      );
    for (const write of plan.writes) await beginAnew(tx, write, context);
    for (const write of plan.writes)
      if (!(await store.write(write, one.id)))
        throw new ConflictError('Somebody else has changed this meanwhile. Load it again and compare.');
    await store.addSave(one);
    if (plan.undoes) await store.markUndone(plan.undoes, doer.name);
    for (const deed of plan.deeds)
      await store.addTraces(one.id, await deed(tx, { at: one.at, by: doer.name }));
    return one;
  });
  await context.changed();
  return save;
}

/** A connection that leads elsewhere now forgets how far it was read, and a look that goes on brings nothing in. */
async function beginAnew(
  tx: Sql,
  { name, value }: Write,
  { workspace, now }: SettingsContext,
): Promise<void> {
  if (!name.startsWith(connectionPrefix) || value === null) return;
  const before = await settingStore(tx, workspace).find(name);
  const reach = (one: unknown) => {
    const { config, secrets } = Object(one) as Partial<ConnectionDocument>;
    return JSON.stringify([config, secrets]);
  };
  if (reach(before?.value) !== reach(value))
    await connectionStore(tx, workspace).restart(name.slice(connectionPrefix.length), now());
}

export function refuseStale(standing: number, known: number | undefined): void {
  if (known !== undefined && known !== standing)
    throw new ConflictError('Somebody else has changed this meanwhile. Load it again and compare.');
}

export function refuseLocked(variable: string | null | undefined, what: string): void {
  if (variable) throw new ConflictError(`${what} is set by ${variable} in the environment. Change it there.`);
}
