import { createHash } from 'node:crypto';

const firstMs = 2_000;
const longestMs = 60 * 60_000;
const giveUpAfterMs = 24 * 60 * 60_000;
export const mostTries = 12;

/**
 * How long to wait after so many tries: 2 s, 6 s, 18 s … an hour, a fifth more or less by the message's own key, so that
 * what failed together does not come back together. A receiver that names a time is obeyed, up to a day.
 */
export function waitMs(key: string, tries: number, retryAfterMs: number | null): number {
  const plain = Math.min(firstMs * 3 ** (tries - 1), longestMs);
  const share = createHash('sha256').update(`${key}:${tries}`).digest().readUInt32BE() / 2 ** 32;
  const own = Math.round(plain * (0.8 + share * 0.4));
  return Math.max(own, Math.min(retryAfterMs ?? 0, giveUpAfterMs));
}

/** Whether it is tried no more. */
export function isGivenUp(tries: number, dueAt: number, now: number): boolean {
  return tries >= mostTries || now - dueAt > giveUpAfterMs;
}

/** `Retry-After` as seconds or a date. */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d+(\.\d+)?$/.test(header.trim())) return Math.round(Number(header) * 1_000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
