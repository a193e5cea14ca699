import { mark } from './patterns.ts';

const shortest = 6;
const shortestPart = 16;

/** Replaces secrets that are known by value, also where they were escaped for an address or a JSON text, or encoded. */
export function knownSecretsRemover(secrets: readonly string[]): (text: string) => string {
  const known = secrets.flatMap(partsOf).filter(({ length }) => length >= shortest);
  const longestFirst = [...new Set(known.flatMap(formsOf))].sort((a, b) => b.length - a.length);
  if (longestFirst.length === 0) return (text) => text;
  const any = new RegExp(longestFirst.map(escaped).join('|'), 'g');
  return (text) => text.replace(any, mark);
}

/** An address that holds a key leaks by its parts as well: the long ones of its path and query, and its password. */
function partsOf(secret: string): string[] {
  const url = URL.parse(secret);
  if (!url?.host) return [secret];
  const inside = [...url.pathname.split('/'), ...url.searchParams.values()];
  const password = url.password.replace(/(?:%[0-9a-f]{2})+/gi, decoded);
  return [secret, url.password, password, ...inside.filter(({ length }) => length >= shortestPart)];
}

function decoded(encoded: string): string {
  return Buffer.from(encoded.replaceAll('%', ''), 'hex').toString();
}

function formsOf(secret: string): string[] {
  const inJson = JSON.stringify(secret).slice(1, -1);
  const inUrl = encodeURIComponent(secret.toWellFormed());
  const strict = inUrl.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
  const bytes = Buffer.from(secret);
  return [
    secret,
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    inUrl,
    strict,
    inUrl.replaceAll('%20', '+'),
    encodeURIComponent(inUrl),
    bytes.toString('hex'),
    ...[0, 1, 2].flatMap((offset) => inBase64(bytes, offset)),
  ];
}

/** How the secret looks inside base64, `offset` bytes after the last boundary, without what depends on its neighbours. */
function inBase64(secret: Buffer, offset: number): string[] {
  const text = Buffer.concat([Buffer.alloc(offset), secret])
    .toString('base64')
    .replace(/=+$/, '');
  const start = offset === 0 ? 0 : offset + 1;
  const end = text.length - ((offset + secret.length) % 3 === 0 ? 0 : 1);
  const core = text.slice(start, end);
  if (core.length < shortest) return [];
  return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
}

/** As a pattern; percent signs are written with capital letters or small ones. */
function escaped(text: string): string {
  return text
    .replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    .replace(
      /%([0-9A-F]{2})/g,
      (_, hex: string) => `%${hex.replace(/[A-F]/g, (c) => `[${c}${c.toLowerCase()}]`)}`,
    );
}
