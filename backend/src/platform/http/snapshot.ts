/** A reply prepared once and sent many times. */
export interface Snapshot {
  /** Changes whenever the body does. */
  readonly version: string;
  body(): Buffer;
}

/**
 * Kept by the browser of whoever asked and by no cache between; asked for again each time. Another session on the same
 * browser never gets to name what this one had.
 */
export const snapshotHeaders = {
  'cache-control': 'private, no-cache',
  vary: 'cookie, authorization, origin',
} as const;

/** Weak: a proxy that compresses sends the same content in other bytes. */
export function etagOf(version: string): string {
  return `W/"${version}"`;
}
