import type { Database } from '../platform/database/database.ts';
import { SealingError, WrongKeyError } from '../platform/sealing/errors.ts';
import type { Sealing } from '../platform/sealing/sealing.ts';
import { canary, sealedStore } from './sealed-store.ts';

export interface SealingCheck {
  readonly database: Pick<Database['sql'], 'execute'>;
  readonly sealing: Sealing;
  readonly now: number;
}

/**
 * Whether everything that is sealed can be opened with the keys that are here, asked at start before anything is
 * written. Throws WrongKeyError and leaves everything as it is when not.
 */
export async function checkSealing({ database, sealing, now }: SealingCheck): Promise<void> {
  const store = sealedStore(database);
  const counts = await store.counts();
  const strangers = [...counts].filter(([keyId]) => !sealing.keyIds.includes(keyId));
  if (strangers.length > 0)
    refuse(sealing, strangers.map(([keyId, count]) => `${count} under ${keyId}`).join(', '));
  const found = await store.findCanary();
  if (found && opens(sealing, found)) return;
  if (counts.size > 0 && found) refuse(sealing, 'the key has the same name, but is another one');
  // Nothing is sealed yet: a key made anew, as on a disk that does not outlive the container, loses nothing.
  await store.putCanary(sealing.seal('canary', canary), sealing.keyId, now, found);
}

function opens(sealing: Sealing, sealed: Buffer): boolean {
  try {
    return sealing.unseal(sealed, canary) === 'canary';
  } catch (error) {
    if (error instanceof SealingError) return false;
    throw error;
  }
}

function refuse(sealing: Sealing, what: string): never {
  throw new WrongKeyError(
    `The stored secrets were sealed under another key than ${sealing.keyIds.join(', ')} (${what}). Nothing was changed.
Set SEALING_KEY to the right key, or put the right file back; a key that was replaced on purpose goes into SEALING_KEYS_OLD.
If it is lost, so are these secrets: npm run secrets:rotate -- --forget-lost removes them, and they can be entered again.`,
  );
}
