import type { Source } from '../sources/source.ts';
import type { ConnectionDocument } from './documents.ts';
import { type Config, hintOf } from './form.ts';

/** What a connection is called when nobody named it. */
export function titleOf({ id, title }: Pick<Source, 'id' | 'title'>, config: Config): string {
  const said = (key: string) => (typeof config[key] === 'string' ? (config[key] as string).trim() : '');
  if (id === 'github') return `GitHub ${said('owner')}`.trim();
  if (id === 'aws') return `AWS ${said('accountName') || ([config.regions].flat()[0] ?? '')}`.trim();
  const name = said('name') || said('chain') || hintOf(said('rpcUrl'))?.split(':')[0] || title;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** An id that nothing has: it begins all ids of what is seen there. The first of a kind has the kind's own name. */
export function freeId(kind: string, title: string, taken: ReadonlySet<string>): string {
  if (kind !== 'evm' && !taken.has(kind)) return kind;
  const words = title
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && word !== kind && word !== 'demo');
  const slug = words.join('-').slice(0, 40) || 'other';
  for (let count = 1; ; count++) {
    const id = count === 1 ? `${kind}:${slug}` : `${kind}:${slug}-${count}`;
    if (!taken.has(id)) return id;
  }
}

/** What is other than before, by field, without any secret. */
export function describe(
  before: Partial<ConnectionDocument>,
  after: ConnectionDocument,
): Record<string, string | null> {
  const changes: Record<string, string | null> = {};
  const compare = (field: string, from: unknown, to: unknown) => {
    if (JSON.stringify(from) !== JSON.stringify(to)) changes[field] = arrow(from, to);
  };
  compare('title', before.title, after.title);
  compare('enabled', before.enabled, after.enabled);
  for (const field of namesOf(before.config, after.config))
    compare(field, before.config?.[field], after.config[field]);
  for (const field of namesOf(before.secrets, after.secrets)) {
    const [from, to] = [before.secrets?.[field]?.name, after.secrets[field]?.name];
    if (from !== to) changes[field] = !to ? 'removed' : from ? 'replaced' : 'set';
  }
  return changes;
}

/** One line for the list of saves. */
export function whatOf(before: ConnectionDocument, after: ConnectionDocument): string {
  if (before.enabled !== after.enabled && !after.enabled) return `Turned ${after.title} off`;
  if (before.enabled !== after.enabled) return `Turned ${after.title} on`;
  const fields = Object.keys(describe(before, after)).join(', ');
  return `Changed ${after.title}: ${fields}`.slice(0, 200);
}

export function arrow(from: unknown, to: unknown): string {
  return `${wordOf(from)} → ${wordOf(to)}`.slice(0, 300);
}

const wordOf = (value: unknown) =>
  value === undefined || value === null
    ? '—'
    : typeof value === 'object'
      ? JSON.stringify(value)
      : `${value}`;

const namesOf = (...objects: readonly (object | undefined)[]) => [
  ...new Set(objects.flatMap((one) => Object.keys(one ?? {}))),
];
