/** `PN` for Priya Nair; at most two letters. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked.map((word = '') => [...word][0]?.toUpperCase() ?? '').join('') || '?';
}
