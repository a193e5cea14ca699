import { readSecret, replaceSecret, type SecretContext } from '../settings/secrets.ts';
import { newToken } from './token.ts';

const name = 'sign-in/secret';

/**
 * What signs cookies and seals second factors. Without `AUTH_SECRET` it is made at the first start and kept sealed in the
 * database, so that all replicas share it and a new sealing key changes nothing.
 */
export async function authSecret(
  given: string | undefined,
  context: Pick<SecretContext, 'sealing'> & {
    readonly database: SecretContext['database'];
    readonly now: number;
  },
): Promise<string> {
  if (given) return given;
  const secrets = { ...context, environment: {} };
  const kept = await readSecret(name, secrets);
  if (kept) return kept;
  await replaceSecret({ name, value: newToken(), at: context.now, by: 'system' }, secrets);
  // Another replica may have been a moment later: what stands there now counts.
  return (await readSecret(name, secrets)) ?? '';
}
