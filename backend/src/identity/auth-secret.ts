import { secretStore } from '../settings/secret-store.ts';
import { readSecret, replaceSecret, type SecretContext } from '../settings/secrets.ts';
import type { Sql } from './context.ts';
import { newToken } from './token.ts';

const name = 'sign-in/secret';

/**
 * What signs cookies and seals second factors. Without `AUTH_SECRET` it is made at the first start and kept sealed in the
 * database, so that all replicas share it and a new sealing key changes nothing.
 */
export async function authSecret(
  given: string | undefined,
  context: Pick<SecretContext, 'sealing'> & {
    readonly database: Sql;
    readonly now: number;
  },
): Promise<string> {
  if (given) return given;
  return context.database.transaction(async (tx) => {
    // Two replicas that start at once must not each make one.
    await secretStore(tx).lock();
    const secrets = { sealing: context.sealing, database: tx, environment: {} };
    const kept = await readSecret(name, secrets);
    if (kept) return kept;
    const value = newToken();
    await replaceSecret({ name, value, at: context.now, by: 'system' }, secrets);
    return value;
  });
}
