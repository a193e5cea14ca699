import { mark } from './patterns.ts';

const shortest = 6;
const shortestPart = 16;

/** Replaces secrets that are known by value, also where they were escaped for an address or a JSON text. */
export function knownSecretsRemover(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(secrets.flatMap(partsOf).flatMap(formsOf));
  const longestFirst = [...forms]
    .filter(({ length }) => length >= shortest)
    .sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return (text) => text;
  const any = new RegExp(longestFirst.map(escaped).join('|'), 'g');
  return (text) => text.replace(any, mark);
}

/** An address that holds a key leaks by its parts as well: the long ones of its path and query, and its password. */
function partsOf(secret: string): string[] {
  const url = URL.parse(secret);
  if (!url?.host) return [secret];
  const inside = [...url.pathname.split('/'), ...url.searchParams.values()];
  return [secret, url.password, ...inside.filter(({ length }) => length >= shortestPart)];
}

function formsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
