import type { Database } from '../platform/database/database.ts';
import type { Place } from '../platform/sealing/envelope.ts';
import { SealingError } from '../platform/sealing/errors.ts';
import type { Sealing } from '../platform/sealing/sealing.ts';
import { canary, sealedStore } from './sealed-store.ts';

export interface Rotation {
  readonly resealed: number;
  /** How many secrets are still sealed under another key than the newest. */
  readonly left: number;
  readonly failed: readonly (Place & { readonly why: string })[];
}

interface RotationContext {
  readonly database: Pick<Database['sql'], 'execute'>;
  readonly sealing: Sealing;
}

/**
 * Seals everything anew under the newest key, one row a statement: it may be stopped at any moment and run again, beside
 * a server at work. What cannot be unsealed stays as it is.
 */
export async function rotateSecrets({ database, sealing }: RotationContext): Promise<Rotation> {
  const store = sealedStore(database);
  const failed: (Place & { why: string })[] = [];
  let resealed = 0;
  let next = await store.after({ workspace: '', name: '' }, sealing.keyId);
  while (next) {
    try {
      const anew = sealing.seal(sealing.unseal(next.sealed, next), next);
      if ((await store.reseal(next, anew, sealing.keyId)) && next.workspace !== canary.workspace) resealed++;
    } catch (error) {
      if (!(error instanceof SealingError)) throw error;
      failed.push({ workspace: next.workspace, name: next.name, why: error.message });
    }
    next = await store.after(next, sealing.keyId);
  }
  const counts = await store.counts();
  counts.delete(sealing.keyId);
  return { resealed, left: sum(counts.values()), failed };
}

/** Removes the secrets whose key is not here, for an operator who has lost it. Returns where they lay. */
export async function forgetLostSecrets({ database, sealing }: RotationContext): Promise<Place[]> {
  const forgotten = await sealedStore(database).removeExceptUnder(sealing.keyIds);
  return forgotten.filter(({ workspace }) => workspace !== canary.workspace);
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, one) => total + one, 0);
}
