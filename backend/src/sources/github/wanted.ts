/**
 * Whether the setting names this repository: `checkout-api`, `payments-*`, `*`, and `!payments-old` for one to leave out.
 * Exclusions alone mean all but those. As at GitHub, case does not matter.
 */
export function isWanted(patterns: readonly string[], name: string): boolean {
  const excluded = patterns.filter(isExclusion).map((pattern) => pattern.slice(1));
  const included = patterns.filter((pattern) => !isExclusion(pattern));
  return (included.length === 0 || included.some(fits(name))) && !excluded.some(fits(name));
}

/** The repositories when each is named in full; undefined when they must be listed. */
export function namedInFull(patterns: readonly string[]): readonly string[] | undefined {
  const named = patterns.filter((pattern) => !isExclusion(pattern));
  if (named.length === 0 || named.some((pattern) => pattern.includes('*'))) return undefined;
  return named.filter((name) => isWanted(patterns, name));
}

const isExclusion = (pattern: string) => pattern.startsWith('!');

const fits = (name: string) => (pattern: string) => {
  const source = pattern
    .split('*')
    .map((part) => part.replaceAll('.', '\\.'))
    .join('.*');
  return new RegExp(`^${source}$`, 'i').test(name);
};
