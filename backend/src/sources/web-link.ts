const longest = 2_000;

/**
 * An address that people may follow, from whatever a foreign system sent; null when it is none. Only the web: a
 * `javascript:` or `data:` address would run in our page, and a user name in front of the host misleads who reads it.
 */
export function webLink(text: string | null | undefined): string | null {
  const url = text && text.length <= longest ? URL.parse(text.trim()) : null;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return isWeb && url.username === '' && url.password === '' ? url.href : null;
}
