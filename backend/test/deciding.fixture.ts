import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { actOnAlert } from '../src/alerts/act-on-alerts.ts';
import { finding } from '../src/alerts/alert.fixture.ts';
import type { Doer } from '../src/alerts/context.ts';
import { alertStore } from '../src/alerts/store.ts';
import { auditStore } from '../src/identity/audit/store.ts';
import { verifyAudit } from '../src/identity/audit/verify.ts';
import type { Database } from '../src/platform/database/database.ts';
import { commit } from '../src/settings/commit.ts';
import { settingStore } from '../src/settings/setting-store.ts';

/** What people decided, as far as it is stored. */
export interface Decided {
  /** Those that are acknowledged. */
  readonly alerts: readonly string[];
  readonly setting: number;
  /** What is there only in part: a row without its history, or without its line in the audit log. */
  readonly halves: number;
  /** Whether every row of the audit log follows the one before it. */
  readonly unbroken: boolean;
}

const setting = 'test.count';

/** Alerts that fire and are acknowledged, and a setting that is saved, as fast as it goes; tells of each after its commit. */
export async function decideOnAndOn(
  database: Database,
  told: (what: { readonly alert: string } | { readonly setting: number }) => void,
): Promise<never> {
  const doer = doerOver(database);
  for (;;) {
    const fingerprint = randomUUID();
    const [fired] = await database.sql.transaction((tx) =>
      alertStore(tx).apply([{ kind: 'fire', finding: finding({ fingerprint, startedAt: Date.now() }) }]),
    );
    const id = fired?.alert.id ?? '';
    await actOnAlert(id, { verb: 'acknowledge' }, doer, {
      ...{ database: database.sql, workspace: 'default', now: Date.now, isSender: () => false },
      ...{ member: async () => undefined, follow: async () => undefined, changed: () => undefined },
    });
    told({ alert: id });
    const was = (await settingStore(database.sql).find(setting))?.version ?? 0;
    const plan = { what: 'a count', target: setting, detail: {}, seals: [], deeds: [] };
    await commit(
      { action: 'settings.save', target: setting },
      async () => ({ ...plan, writes: [{ name: setting, was, value: was + 1 }] }),
      {
        doer: { name: 'Ada', privileged: doer.privileged },
        context: {
          workspace: 'default',
          now: Date.now,
          apply: async () => {},
          changed: async () => {},
        } as never,
      },
    );
    told({ setting: was + 1 });
  }
}

function doerOver(database: Database): Doer {
  return {
    caller: { kind: 'loopback', name: 'Ada' } as never,
    privileged: (step, work) =>
      database.sql.transaction(async (tx) => {
        const done = await work(tx);
        const actor = { kind: 'loopback', id: null, name: 'Ada' } as const;
        await auditStore(tx, 'default').append({ ...step, at: Date.now(), actor, outcome: 'allowed' });
        return done;
      }),
  };
}

/** Read before anything is written. */
export async function decided(database: Database): Promise<Decided> {
  const { rows } = await database.sql.execute<{ alerts: string[]; setting: number; halves: number }>(sql`
    select
      (select coalesce(json_agg(id), '[]') from alert where acknowledged_at is not null) as alerts,
      (select coalesce(max(version), 0) from setting where name = ${setting}) as setting,
      (select count(*) from alert a where
        (select count(*) from alert_event where alert_id = a.id and kind = 'fired') <> 1
        or (select count(*) from alert_event where alert_id = a.id and kind = 'acknowledged')
          <> (acknowledged_at is not null)::int
        or (select count(*) from audit where action = 'alert.acknowledge' and detail->>'id' = a.id)
          <> (acknowledged_at is not null)::int)::int
      + (select count(*) from (
          select (select coalesce(max(version), 0) from setting where name = ${setting}) as version) s
        where version <> (select count(*) from setting_version where name = ${setting})
          or version <> (select count(*) from setting_save)
          or version <> (select count(*) from audit where action = 'settings.save'))::int as halves`);
  const [{ alerts, setting: version, halves } = { alerts: [], setting: 0, halves: -1 }] = rows;
  const { ok: unbroken } = await verifyAudit(auditStore(database.sql, 'default'));
  return { alerts, setting: version, halves, unbroken };
}
