import type { Matcher, WeeklyWindow } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { phaseAt, type StoredSilence } from './silence.ts';

interface Row extends Record<string, unknown> {
  id: string;
  matchers: Matcher[];
  comment: string;
  starts_at: string;
  ends_at: string | null;
  weekly: WeeklyWindow | null;
  except_critical: boolean;
  created_at: string;
  created_by: string;
  changed_at: string | null;
  changed_by: string | null;
}

const listed = 200;

/** The silences of one workspace. */
export function silenceStore(database: Pick<NodePgDatabase, 'execute'>, workspace = 'default') {
  return { add, change, find, list, activeAt };

  async function add(one: StoredSilence): Promise<void> {
    await database.execute(sql`
      insert into silence (workspace_id, id, matchers, comment, starts_at, ends_at, weekly, except_critical, created_at,
        created_by)
      values (${workspace}, ${one.id}, ${json(one.matchers)}, ${one.comment}, ${one.startsAt}, ${one.endsAt},
        ${one.weekly ? json(one.weekly) : null}, ${one.exceptCritical}, ${one.createdAt}, ${one.createdBy})`);
  }

  async function change(one: StoredSilence): Promise<void> {
    await database.execute(sql`
      update silence set matchers = ${json(one.matchers)}, comment = ${one.comment}, starts_at = ${one.startsAt},
        ends_at = ${one.endsAt}, weekly = ${one.weekly ? json(one.weekly) : null},
        except_critical = ${one.exceptCritical}, changed_at = ${one.changedAt}, changed_by = ${one.changedBy}
      where workspace_id = ${workspace} and id = ${one.id}`);
  }

  /** Nobody else changes it until the transaction ends. */
  async function find(id: string): Promise<StoredSilence | undefined> {
    const [found] = await read(sql`id = ${id} for update`);
    return found;
  }

  /** Those that have not ended, then those that ended last. */
  function list(now: number): Promise<StoredSilence[]> {
    return read(sql`true order by (ends_at is null or ends_at > ${now}) desc,
      case when ends_at <= ${now} then -ends_at else created_at end, id limit ${listed}`);
  }

  /** Those that keep quiet at this moment, the oldest first. */
  async function activeAt(now: number): Promise<StoredSilence[]> {
    const found = await read(sql`
      starts_at <= ${now} and (ends_at is null or ends_at > ${now}) order by created_at, id`);
    return found.filter((one) => phaseAt(one, now).state === 'active');
  }

  async function read(condition: SQL): Promise<StoredSilence[]> {
    const { rows } = await database.execute<Row>(
      sql`select * from silence where workspace_id = ${workspace} and ${condition}`,
    );
    return rows.map(toStored);
  }
}

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;
const timeOrNull = (text: string | null) => (text === null ? null : Number(text));

const toStored = (row: Row): StoredSilence => ({
  id: row.id,
  matchers: row.matchers,
  comment: row.comment,
  startsAt: Number(row.starts_at),
  endsAt: timeOrNull(row.ends_at),
  weekly: row.weekly,
  exceptCritical: row.except_critical,
  createdAt: Number(row.created_at),
  createdBy: row.created_by,
  changedAt: timeOrNull(row.changed_at),
  changedBy: row.changed_by,
});
