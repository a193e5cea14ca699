import type { Save } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import type { Trace } from './context.ts';

/** One subject that people chose something about; null when that was taken back. */
export interface Setting {
  readonly name: string;
  readonly version: number;
  readonly value: unknown;
}

/** A change of one document. `was` is the version it is based on, 0 for none. */
export interface Write {
  readonly name: string;
  readonly was: number;
  readonly value: unknown;
}

export interface StoredSave {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly what: string;
  readonly undoneBy: string | null;
}

interface SaveRow extends Record<string, unknown> {
  id: string;
  at: string;
  by: string;
  what: string;
  undone_by: string | null;
}

/** What the people of one workspace chose, with every version of it. */
export function settingStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return {
    ...{ find, list, write, addSave, addTraces, saves, findSave, changesOf, tracesOf },
    ...{ markUndone, expire, valuesKept },
  };

  async function find(name: string): Promise<Setting | undefined> {
    const { rows } = await database.execute<Row>(
      sql`select name, version, value from setting where workspace_id = ${workspace} and name = ${name}`,
    );
    return rows[0];
  }

  /** Those whose name begins so, by name; without those that were taken back. */
  async function list(prefix: string): Promise<Setting[]> {
    const { rows } = await database.execute<Row>(sql`
      select name, version, value from setting
      where workspace_id = ${workspace} and starts_with(name, ${prefix}) and value is not null order by name`);
    return rows;
  }

  /** False when somebody else was faster: then nothing is changed. */
  async function write({ name, was, value }: Write, saveId: string): Promise<boolean> {
    const json = value === null ? null : JSON.stringify(value);
    const { rows } = await database.execute(
      was === 0
        ? sql`insert into setting (workspace_id, name, version, value)
            values (${workspace}, ${name}, 1, ${json}::jsonb) on conflict do nothing returning 1`
        : sql`update setting set version = ${was + 1}, value = ${json}::jsonb
            where workspace_id = ${workspace} and name = ${name} and version = ${was} returning 1`,
    );
    if (rows.length === 0) return false;
    await database.execute(sql`
      insert into setting_version (workspace_id, name, version, value, save_id)
      values (${workspace}, ${name}, ${was + 1}, ${json}::jsonb, ${saveId})`);
    return true;
  }

  async function addSave({ id, at, by, what }: StoredSave): Promise<void> {
    await database.execute(sql`
      insert into setting_save (workspace_id, id, at, by, what) values (${workspace}, ${id}, ${at}, ${by}, ${what})`);
  }

  async function addTraces(saveId: string, traces: readonly Trace[]): Promise<void> {
    for (const { subject, version, before } of traces)
      await database.execute(sql`
        insert into setting_trace (workspace_id, save_id, subject, version, before)
        values (${workspace}, ${saveId}, ${subject}, ${version}, ${JSON.stringify(before)}::jsonb)`);
  }

  async function tracesOf(saveId: string): Promise<Trace[]> {
    const { rows } = await database.execute<Trace & Record<string, unknown>>(sql`
      select subject, version, before from setting_trace
      where workspace_id = ${workspace} and save_id = ${saveId} order by subject`);
    return rows;
  }

  /** Newest first. */
  async function saves(limit: number): Promise<StoredSave[]> {
    const { rows } = await database.execute<SaveRow>(sql`
      select * from setting_save where workspace_id = ${workspace} order by at desc, id limit ${limit}`);
    return rows.map(toSave);
  }

  async function findSave(id: string): Promise<StoredSave | undefined> {
    const { rows } = await database.execute<SaveRow>(
      sql`select * from setting_save where workspace_id = ${workspace} and id = ${id}`,
    );
    return rows[0] && toSave(rows[0]);
  }

  /** What a save wrote, with the value before it; null where there was none. */
  async function changesOf(saveId: string): Promise<{ name: string; version: number; before: unknown }[]> {
    const { rows } = await database.execute<{ name: string; version: number; before: unknown }>(sql`
      select now.name, now.version, past.value as before from setting_version now
      left join setting_version past on past.workspace_id = now.workspace_id and past.name = now.name
        and past.version = now.version - 1
      where now.workspace_id = ${workspace} and now.save_id = ${saveId} order by now.name`);
    return rows;
  }

  async function markUndone(id: string, by: string): Promise<void> {
    await database.execute(sql`
      update setting_save set undone_by = ${by} where workspace_id = ${workspace} and id = ${id}`);
  }

  /** Forgets saves before a moment and the versions only they had; what stands now stays. */
  async function expire(before: number): Promise<void> {
    await database.execute(sql`
      delete from setting_version old using setting_save save
      where old.workspace_id = ${workspace} and save.workspace_id = old.workspace_id and save.id = old.save_id
        and save.at < ${before} and not exists (select 1 from setting now where now.workspace_id = old.workspace_id
          and now.name = old.name and now.version = old.version)`);
    await database.execute(sql`
      delete from setting_trace trace using setting_save save
      where trace.workspace_id = ${workspace} and save.workspace_id = trace.workspace_id and save.id = trace.save_id
        and save.at < ${before}`);
    await database.execute(
      sql`delete from setting_save where workspace_id = ${workspace} and at < ${before}`,
    );
  }

  /** Every version that is kept, and what can be brought back in other rooms. */
  async function valuesKept(): Promise<unknown[]> {
    const { rows } = await database.execute<{ value: unknown }>(sql`
      select value from setting_version where workspace_id = ${workspace} and value is not null
      union all select before from setting_trace where workspace_id = ${workspace}`);
    return rows.map(({ value }) => value);
  }
}

interface Row extends Setting, Record<string, unknown> {}

function toSave({ id, at, by, what, undone_by: undoneBy }: SaveRow): StoredSave {
  return { id, at: Number(at), by, what, undoneBy };
}

export function showSave({ id, at, by, what, undoneBy }: StoredSave): Save {
  return { id, at: new Date(at).toISOString(), by, what, undone: undoneBy !== null };
}
