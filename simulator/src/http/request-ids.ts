import { createHash, randomUUID } from 'node:crypto';

/** Request ids only have to differ, as those of the real clouds do; nothing in the world depends on them. */
export const requestId = () => randomUUID();

/** A stable hexadecimal name for anything in the world. */
export function digest(...parts: (string | number)[]): string {
  return createHash('sha256').update(parts.join('|')).digest('hex');
}
