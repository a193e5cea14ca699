import type { Database } from '../platform/database/database.ts';
import { AppError, ConflictError, NotFoundError } from '../platform/errors.ts';
import type { Sealing } from '../platform/sealing/sealing.ts';
import { secretStore } from './secret-store.ts';

export interface SecretContext {
  /** The caller's transaction, so that the audit row stands or falls with the change. */
  readonly database: Pick<Database['sql'], 'execute'>;
  readonly sealing: Sealing;
  /** The secrets that environment variables set, by name: they win and are locked. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly workspace?: string;
}

/** All that is ever shown of a secret; without `sealedAt` it is set by the environment only. */
export interface SecretEntry {
  readonly name: string;
  readonly sealedAt: number | null;
  readonly sealedBy: string | null;
  readonly keyId: string | null;
  readonly locked: boolean;
}

export interface NewSecret {
  readonly name: string;
  readonly value: string;
  readonly at: number;
  readonly by: string;
}

const nameForm = /^[\w.:/-]{1,200}$/;
const longestValue = 64_000;
const defaultWorkspace = 'default';

/** Seals a secret, over the one before. Throws AppError when it cannot be one, ConflictError when it is locked. */
export async function replaceSecret(secret: NewSecret, context: SecretContext): Promise<SecretEntry> {
  const { name, value, at, by } = secret;
  const { database, sealing, environment, workspace = defaultWorkspace } = context;
  if (!nameForm.test(name))
    throw new AppError('invalid', 'A secret’s name has 1 to 200 letters, digits and . _ : / -');
  if (value === '' || value.length > longestValue || !value.isWellFormed())
    throw new AppError('invalid', `A secret has 1 to ${longestValue} characters`);
  if (fromEnvironment(name, environment) !== undefined)
    throw new ConflictError(`${name} is set by the environment. Change it there.`);
  const sealed = sealing.seal(value, { workspace, name });
  const entry = { name, sealedAt: at, sealedBy: by, keyId: sealing.keyId };
  await secretStore(database, workspace).put(entry, sealed);
  return { ...entry, locked: false };
}

/** Throws NotFoundError. */
export async function removeSecret(
  name: string,
  { database, workspace = defaultWorkspace }: Pick<SecretContext, 'database' | 'workspace'>,
): Promise<void> {
  if (!(await secretStore(database, workspace).remove(name))) throw new NotFoundError('Secret', name);
}

/** For the one who uses it, never for a reply; undefined when it is not set. Throws SealingError. */
export async function readSecret(name: string, context: SecretContext): Promise<string | undefined> {
  const { database, sealing, environment, workspace = defaultWorkspace } = context;
  const set = fromEnvironment(name, environment);
  if (set !== undefined) return set;
  const sealed = await secretStore(database, workspace).find(name);
  return sealed && sealing.unseal(sealed, { workspace, name });
}

/** Every secret that is set, by name. */
export async function listSecrets({
  database,
  environment,
  workspace = defaultWorkspace,
}: Omit<SecretContext, 'sealing'>): Promise<SecretEntry[]> {
  const isLocked = (name: string) => fromEnvironment(name, environment) !== undefined;
  const sealed = await secretStore(database, workspace).list();
  const stored = sealed.map((secret) => ({ ...secret, locked: isLocked(secret.name) }));
  const names = new Set(stored.map(({ name }) => name));
  const unsealed = Object.keys(environment)
    .filter((name) => isLocked(name) && !names.has(name))
    .map((name) => ({ name, sealedAt: null, sealedBy: null, keyId: null, locked: true }));
  return [...stored, ...unsealed].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function fromEnvironment(name: string, environment: SecretContext['environment']): string | undefined {
  return Object.hasOwn(environment, name) ? environment[name] || undefined : undefined;
}
