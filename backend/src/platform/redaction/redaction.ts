import { throughEncodings } from './encodings.ts';
import { isSecretKey } from './keys.ts';
import { knownSecretsRemover } from './known-secrets.ts';
import { mark, redactShapes } from './patterns.ts';
import { remembering } from './remembering.ts';

/**
 * The same value without secrets, found by key, by shape and by value. What holds none is returned as it is, not
 * copied. Errors become plain objects, cycles become `[circular]`; it never throws.
 */
export type Redactor = <T>(value: T) => T;

const deepest = 60;

/** A redactor that also knows these values; those shorter than six characters would match everything and are left out. */
export function createRedactor(knownSecrets: readonly string[] = []): Redactor {
  const removeKnown = knownSecretsRemover(knownSecrets);
  const cleanText = remembering(throughEncodings((text) => redactShapes(removeKnown(text))));
  return <T>(value: T) => clean(value, { cleanText, above: [], secret: false }) as T;
}

export const redact: Redactor = createRedactor();

export interface Learner {
  readonly redact: Redactor;
  /** From now on these are removed as well. */
  learn(secrets: readonly string[]): void;
}

/** A redactor that gets to know more secrets while it is in use. It forgets none. */
export function createLearner(secrets: readonly string[]): Learner {
  const known = new Set(secrets);
  let current = createRedactor([...known]);
  return {
    redact: (value) => current(value),
    learn(more) {
      const before = known.size;
      for (const secret of more) known.add(secret);
      if (known.size > before) current = createRedactor([...known]);
    },
  };
}

interface Place {
  readonly cleanText: (text: string) => string;
  /** The objects this value is inside of. */
  readonly above: readonly object[];
  /** Inside a key such as `password`. */
  readonly secret: boolean;
}

function clean(value: unknown, place: Place): unknown {
  if (typeof value === 'string') return place.secret && value !== '' ? mark : place.cleanText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return place.secret ? mark : value;
  if (typeof value !== 'object' || value === null) return value;
  if (place.above.includes(value)) return '[circular]';
  if (place.above.length >= deepest) return '[too deep]';
  try {
    return cleanObject(value, { ...place, above: [...place.above, value] });
  } catch {
    return '[unreadable]';
  }
}

function cleanObject(value: object, place: Place): unknown {
  if (Array.isArray(value))
    return same(
      value,
      value.map((item) => clean(item, place)),
    );
  if (ArrayBuffer.isView(value) || isBufferInJson(value)) return '[binary]';
  if (value instanceof String) return clean(value.valueOf(), place);
  if (value instanceof Error) return cleanFields(errorFields(value), place);
  if (value instanceof Map) return cleanFields(Object.fromEntries(value), place);
  if (value instanceof Set) return [...value].map((item) => clean(item, place));
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    if (value instanceof Date) return value;
    return clean(value.toJSON(), place);
  }
  return cleanFields(value, place);
}

/** What `JSON.stringify` makes of a Buffer. */
function isBufferInJson(value: object): boolean {
  return 'type' in value && value.type === 'Buffer' && 'data' in value && Array.isArray(value.data);
}

function cleanFields(object: object, place: Place): object {
  const cleaned = Object.entries(object).map(([key, field]) => [
    place.cleanText(key),
    clean(field, { ...place, secret: place.secret || isSecretKey(key) }),
  ]);
  const before = Object.entries(object).flat();
  return cleaned.flat().every((part, index) => part === before[index]) ? object : Object.fromEntries(cleaned);
}

function errorFields(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  return { ...error, name, message, stack, ...(cause !== undefined && { cause }) };
}

function same(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((item, index) => item === before[index]) ? before : after;
}
