import { keyIdOf, type Place, seal, unseal } from './envelope.ts';
import { WrongKeyError } from './errors.ts';
import { parseKey } from './key.ts';
import { readOrMakeKeyFile } from './key-file.ts';

export interface Sealing {
  /** Of the key that seals. */
  readonly keyId: string;
  /** Of every key that unseals. */
  readonly keyIds: readonly string[];
  seal(plain: string, place: Place): Buffer;
  /** Throws WrongKeyError or BrokenSealError. */
  unseal(sealed: Buffer, place: Place): string;
}

export interface SealingKeys {
  /** 32 bytes of base64; takes the place of the file. */
  readonly keyText?: string | undefined;
  /** Keys that still unseal, until everything is sealed anew. */
  readonly oldKeyTexts?: readonly string[];
  /** Made with a new key when it is needed and absent. */
  readonly file: string;
}

/** Throws SealingKeyError, in words that say what to do. */
export function openSealing({ keyText, oldKeyTexts = [], file }: SealingKeys): Sealing {
  const old = oldKeyTexts.map((text, index) => parseKey(text, `Key ${index + 1} of SEALING_KEYS_OLD`));
  const current = keyText ? [parseKey(keyText.trim(), 'SEALING_KEY')] : readOrMakeKeyFile(file);
  const keys = new Map([...current, ...old].map((key) => [key.id, key]));
  const [newest] = keys.values();
  if (!newest) throw new Error('There is no sealing key');
  return {
    keyId: newest.id,
    keyIds: [...keys.keys()],
    seal: (plain, place) => seal(plain, place, newest),
    unseal(sealed, place) {
      const keyId = keyIdOf(sealed);
      const key = keys.get(keyId);
      if (!key) throw new WrongKeyError(wrongKey(place.name, keyId));
      return unseal(sealed, place, key);
    },
  };
}

function wrongKey(name: string, keyId: string): string {
  return `${name} was sealed under the key ${keyId}, which is not here. Nothing is lost: add that key to SEALING_KEYS_OLD.`;
}
