import type { Sql } from './context.ts';
import { secretStore } from './secret-store.ts';
import { settingStore } from './setting-store.ts';

const keptMs = 30 * 86_400_000;
/** What the room itself sealed; other secrets are none of its business. */
const own = /^(?:connection|channel)\//;

/** Forgets saves that are too old to be undone, and the secrets that only they could bring back. */
export async function expireSettings(database: Sql, now: number, workspace = 'default'): Promise<void> {
  await database.transaction(async (tx) => {
    await secretStore(tx, workspace).lock();
    await settingStore(tx, workspace).expire(now - keptMs);
    const named = JSON.stringify(await settingStore(tx, workspace).valuesKept());
    for (const { name, sealedAt } of await secretStore(tx, workspace).list())
      if (own.test(name) && sealedAt < now - keptMs && !named.includes(JSON.stringify(name)))
        await secretStore(tx, workspace).remove(name);
  });
}
