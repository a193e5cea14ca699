import { randomUUID } from 'node:crypto';
import type { ApiKey, MemberRole, Scope } from '@smartops/contract';
import { AppError, NotFoundError } from '../platform/errors.ts';
import type { Caller } from '../platform/http/caller.ts';
import { apiKeyStore } from './api-key-store.ts';
import { type Doer, type IdentityContext, privileged } from './context.ts';
import { keyPrefix } from './credential.ts';
import { hashOf, newToken } from './token.ts';

const dayMs = 24 * 3_600_000;
const startLength = 10;
const rank: Readonly<Record<MemberRole, number>> = { viewer: 0, operator: 1, admin: 2 };

export interface NewApiKey {
  readonly name: string;
  readonly role: MemberRole;
  readonly scopes: readonly Scope[];
  readonly expiresInDays: number;
}

/** The secret is seen this once. Throws AppError when the key would be allowed more than its maker. */
export async function createApiKey(
  { name, role, scopes, expiresInDays }: NewApiKey,
  { maker, doer }: { readonly maker: Caller; readonly doer: Doer },
  context: IdentityContext,
): Promise<{ key: ApiKey; secret: string }> {
  const { workspace, now } = context;
  const step = { action: 'key.create', target: name, detail: { role, scopes: [...scopes] }, doer };
  return privileged(step, context, async (tx) => {
    if (rank[role] > rank[maker.role])
      throw new AppError('forbidden', 'A key may not do more than its maker');
    const secret = `${keyPrefix}${newToken()}`;
    const at = now();
    const key: ApiKey = {
      id: randomUUID(),
      name,
      start: secret.slice(0, startLength),
      role,
      scopes: [...new Set(scopes)],
      createdAt: new Date(at).toISOString(),
      createdBy: maker.name,
      expiresAt: new Date(at + expiresInDays * dayMs).toISOString(),
      lastUsedAt: null,
    };
    const makerId = maker.kind === 'person' ? maker.id : null;
    await apiKeyStore(tx, workspace).add(key, hashOf(secret), makerId);
    return { key, secret };
  });
}

/** Throws NotFoundError. */
export async function revokeApiKey(id: string, doer: Doer, context: IdentityContext): Promise<void> {
  await privileged({ action: 'key.revoke', target: id, doer }, context, async (tx, named) => {
    const name = await apiKeyStore(tx, context.workspace).remove(id);
    if (name === undefined) throw new NotFoundError('API key', id);
    named(name);
  });
}
