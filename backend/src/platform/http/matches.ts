/** Whether `If-None-Match` names the tag; weakly, as RFC 9110 §13.1.2 asks: a proxy that compresses adds `W/`. */
export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag || header === '*') return true;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}
