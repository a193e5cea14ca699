import { parseArgs } from 'node:util';
import { runCommand, withDatabase } from './command.ts';
import { type Config, ConfigError } from './config/index.ts';
import type { Attempt } from './identity/audit/attempt.ts';
import { auditStore } from './identity/audit/store.ts';
import type { Database } from './platform/database/database.ts';
import { addKey } from './platform/sealing/key-file.ts';
import { openSealing, type Sealing } from './platform/sealing/sealing.ts';
import { checkSealing } from './settings/check-sealing.ts';
import { forgetLostSecrets, rotateSecrets } from './settings/rotate-secrets.ts';

const whileRunning = 'Stop it for a moment: this command needs the folder to itself.';

await runCommand(async (config) => {
  const { values } = parseArgs({
    options: { 'new-key': { type: 'boolean' }, 'forget-lost': { type: 'boolean' } },
  });
  if (values['new-key']) return makeNewKey(config);
  const sealing = openSealing(config.sealing);
  return withDatabase(config, whileRunning, async (database) => {
    if (values['forget-lost']) await forget(database, sealing);
    await checkSealing({ database: database.sql, sealing, now: Date.now() });
    return rotate(database, sealing);
  });
});

/** Changes only the file: what runs must know the new key before anything is sealed under it. */
async function makeNewKey({ sealing: { keyText, file } }: Config): Promise<boolean> {
  if (keyText)
    throw new ConfigError('SEALING_KEY is set: put the new key there and the old one in SEALING_KEYS_OLD.');
  addKey(file);
  console.log(`A new sealing key is in ${file}. Restart the program, then run npm run secrets:rotate.`);
  return true;
}

async function forget(database: Database, sealing: Sealing): Promise<void> {
  const forgotten = await database.sql.transaction(async (tx) => {
    const places = await forgetLostSecrets({ database: tx, sealing });
    for (const { workspace, name } of places)
      await auditStore(tx, workspace).append(attempt({ action: 'secret.forget', target: name }));
    return places;
  });
  console.log(`${forgotten.length} secrets whose key is lost were removed.`);
}

async function rotate(database: Database, sealing: Sealing): Promise<boolean> {
  const { resealed, left, failed } = await rotateSecrets({ database: database.sql, sealing });
  for (const { name, why } of failed) console.error(`${name}: ${why}`);
  const outcome = failed.length === 0 ? 'allowed' : 'failed';
  const detail = { resealed, left, keyId: sealing.keyId };
  await auditStore(database.sql).append(attempt({ action: 'secret.rotate', outcome, detail }));
  console.log(`${resealed} secrets sealed anew under ${sealing.keyId}, ${left} left under older keys.`);
  if (left === 0 && sealing.keyIds.length > 1)
    console.log('The older keys are needed no more, except to open older backups.');
  return left === 0 && failed.length === 0;
}

function attempt(more: Pick<Attempt, 'action'> & Partial<Attempt>): Attempt {
  return {
    at: Date.now(),
    actor: { kind: 'system', id: null, name: 'console' },
    outcome: 'allowed',
    ...more,
  };
}
