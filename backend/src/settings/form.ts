import { z } from 'zod';
import type { Source } from '../sources/source.ts';

export type Config = Readonly<Record<string, unknown>>;

/** A source's set-up form, and which of its fields are secret or lead to where secrets go. Fields are dotted paths. */
export interface Form {
  readonly schema: Record<string, unknown>;
  readonly secrets: readonly string[];
  readonly addresses: readonly string[];
}

interface Property {
  readonly title?: string;
  readonly secret?: boolean;
  readonly receivesSecrets?: boolean;
  readonly properties?: Readonly<Record<string, Property>>;
}

const known = new WeakMap<Source, Form>();

export function formOf(source: Source): Form {
  const found = known.get(source);
  if (found) return found;
  const schema = z.toJSONSchema(source.config, { io: 'input' }) as Record<string, unknown> & Property;
  const marked = (mark: 'secret' | 'receivesSecrets') =>
    pathsOf(schema, '').flatMap(([path, one]) => (one[mark] ? [path] : []));
  const form = { schema, secrets: marked('secret'), addresses: marked('receivesSecrets') };
  known.set(source, form);
  return form;
}

function pathsOf({ properties = {} }: Property, prefix: string): [string, Property][] {
  return Object.entries(properties).flatMap(([key, one]) => [
    [`${prefix}${key}`, one] as [string, Property],
    ...pathsOf(one, `${prefix}${key}.`),
  ]);
}

/** What was typed, in two halves: what may be shown, and the secrets; null for one that is to be removed. */
export function splitConfig(
  { schema, secrets }: Form,
  typed: Config,
): { readonly open: Config; readonly secrets: ReadonlyMap<string, string | null> } {
  const found = secrets.flatMap((path): [string, string | null][] => {
    const value = valueAt(typed, path);
    return typeof value === 'string' && value.trim() !== ''
      ? [[path, value.trim()]]
      : value === null
        ? [[path, null]]
        : [];
  });
  return { open: onlyOpen(schema, typed, secrets, ''), secrets: new Map(found) };
}

/** Both halves together again, as the source takes them. */
export function joinConfig(open: Config, secrets: Iterable<readonly [string, string]>): Config {
  const joined = structuredClone(open) as Record<string, unknown>;
  for (const [path, value] of secrets) {
    const keys = path.split('.');
    const last = keys.pop() ?? path;
    let place = joined;
    for (const key of keys) {
      const inner = place[key];
      place[key] = typeof inner === 'object' && inner !== null ? inner : {};
      place = place[key] as Record<string, unknown>;
    }
    place[last] = value;
  }
  return joined;
}

function onlyOpen(schema: Property, typed: Config, secrets: readonly string[], prefix: string): Config {
  const entries = Object.entries(schema.properties ?? {}).flatMap(([key, property]): [string, unknown][] => {
    const value = typed[key];
    if (secrets.includes(prefix + key) || isEmpty(value)) return [];
    if (!property.properties || typeof value !== 'object') return [[key, value]];
    const inner = onlyOpen(property, value as Config, secrets, `${prefix}${key}.`);
    return isEmpty(inner) ? [] : [[key, inner]];
  });
  return Object.fromEntries(entries);
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

export function valueAt(config: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (Object(inner) as Record<string, unknown>)[key], config);
}

/** What a field is called, with its heading: `GitHub App: App ID`; undefined when there is no such field. */
export function titleAt({ schema }: Form, path: string | undefined): string | undefined {
  const all = pathsOf(schema as Property, '');
  const titleOf = (wanted: string) => all.find(([one]) => one === wanted)?.[1].title;
  const title = path === undefined ? undefined : titleOf(path);
  const group = path?.includes('.') ? titleOf(path.slice(0, path.lastIndexOf('.'))) : undefined;
  return title && group ? `${group}: ${title}` : title;
}

/** What may be shown of a secret: of an address its host, of a key nothing. */
export function hintOf(secret: string): string | null {
  const url = URL.parse(secret);
  return url && /^https?:$/.test(url.protocol) ? url.host : null;
}
