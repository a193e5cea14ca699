/** Whether `If-None-Match` names the tag, both weak and strong: it compares weakly, as RFC 9110 §13.1.2 asks. */
export function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  if (header === etag || header === '*') return true;
  const strong = strongOf(etag);
  return header.split(',').some((tag) => strongOf(tag.trim()) === strong);
}

const strongOf = (tag: string): string => (tag.startsWith('W/') ? tag.slice(2) : tag);
