import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { AppError, ConflictError, NotFoundError } from '../platform/errors.ts';
import type { Source } from '../sources/source.ts';
import { type Plan, refuseLocked, refuseStale } from './commit.ts';
import { openSecrets, readBook, sourceOf, wasLost } from './connections.ts';
import type { SettingsContext } from './context.ts';
import { describe, freeId, titleOf, whatOf } from './describe-connection.ts';
import { ConnectionDocument, connectionName } from './documents.ts';
import { type Config, type Form, formOf, hintOf, joinConfig, splitConfig, valueAt } from './form.ts';
import { settingStore } from './setting-store.ts';

export interface NewConnection {
  readonly kind: string;
  readonly title?: string | undefined;
  readonly config: Config;
}

export interface ConnectionChange {
  readonly version?: number | undefined;
  readonly title?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly config?: Config | undefined;
}

/** Throws AppError and ZodError with what is wrong at which field of `config`. */
export async function planNew(
  { kind, title, config }: NewConnection,
  context: SettingsContext,
): Promise<Plan & { readonly id: string }> {
  const source = known(kind);
  if (kind === 'host') throw new ConflictError('The host is watched already');
  const { entries } = await readBook(context);
  const name = title ?? titleOf(source, config);
  const id = freeId(kind, name, new Set(entries.map((entry) => entry.id)));
  const written = await writeConfig(source, { id, config, before: undefined }, context);
  const document = { kind, title: name, enabled: true, ...written.document };
  const standing = await settingStore(context.database, context.workspace).find(connectionName(id));
  return {
    id,
    what: `Added ${name}`,
    target: name,
    detail: { id, kind, ...describe({}, document) },
    writes: [{ name: connectionName(id), was: standing?.version ?? 0, value: document }],
    seals: written.seals,
    deeds: [],
  };
}

/** Throws NotFoundError, ConflictError when it is locked or was changed meanwhile, ZodError. */
export async function planChange(
  id: string,
  change: ConnectionChange,
  context: SettingsContext,
): Promise<Plan> {
  const { version, document: before } = await standing(id, context);
  refuseStale(version, change.version);
  const source = known(before.kind);
  const written = change.config
    ? await writeConfig(source, { id, config: change.config, before }, context)
    : { document: { config: before.config, secrets: before.secrets }, seals: [] };
  const after: ConnectionDocument = {
    ...before,
    ...written.document,
    title: change.title ?? before.title,
    enabled: change.enabled ?? before.enabled,
  };
  const detail = describe(before, after);
  const isSame = Object.keys(detail).length === 0;
  return {
    what: whatOf(before, after),
    target: after.title,
    detail: { id, ...detail },
    writes: isSame ? [] : [{ name: connectionName(id), was: version, value: after }],
    seals: written.seals,
    deeds: [],
  };
}

/** Throws NotFoundError and ConflictError. */
export async function planRemoval(
  id: string,
  version: number | undefined,
  context: SettingsContext,
): Promise<Plan> {
  const found = await standing(id, context);
  refuseStale(found.version, version);
  if (found.document.kind === 'host') throw new ConflictError('The host can be turned off, not removed');
  return {
    what: `Removed ${found.document.title}`,
    target: found.document.title,
    detail: { id },
    writes: [{ name: connectionName(id), was: found.version, value: null }],
    seals: [],
    deeds: [],
  };
}

function known(kind: string): Source {
  const source = sourceOf(kind);
  if (!source) throw new AppError('invalid', `There is no kind of source called ${kind}`);
  return source;
}

/** A stored connection, or the one the program has by itself. */
async function standing(id: string, context: SettingsContext) {
  const seed = context.config.connections.find((one) => one.id === id);
  refuseLocked(seed?.setBy, seed?.title ?? id);
  const found = await settingStore(context.database, context.workspace).find(connectionName(id));
  const document = ConnectionDocument.safeParse(found?.value).data;
  const version = found?.version ?? 0;
  if (document) return { version, document };
  if (id.includes('demo'))
    throw new ConflictError('The demo goes when a real connection of its kind is added');
  if (!seed) throw new NotFoundError('Connection', id);
  const own = { kind: seed.source, title: seed.title, enabled: true, config: {}, secrets: {} };
  return { version, document: own };
}

/** The parts of a document that its form fills, checked as the source itself would. */
export async function writeConfig(
  source: Source,
  typed: { readonly id: string; readonly config: Config; readonly before: ConnectionDocument | undefined },
  context: SettingsContext,
) {
  const form = formOf(source);
  const { open, secrets } = splitConfig(form, typed.config);
  const kept = Object.entries(typed.before?.secrets ?? {}).filter(([field]) => !secrets.has(field));
  refuseNewAddress(form, { before: typed.before?.config, open, kept: kept.map(([field]) => field) });
  const { opened, lost } = await openSecrets(Object.fromEntries(kept), context);
  const fresh = [...secrets].flatMap(([field, value]) => (value === null ? [] : [{ field, value }]));
  const whole = joinConfig(open, [...opened, ...fresh.map(({ field, value }) => [field, value] as const)]);
  const parsed = source.config.safeParse(whole);
  if (lost.length > 0) throw wrongFields(lost, wasLost);
  if (!parsed.success)
    throw new z.ZodError(parsed.error.issues.map((one) => ({ ...one, path: fieldOf(one.path) })));
  const seals = fresh.map(({ field, value }) => ({
    name: `connection/${typed.id}/${field}/${randomUUID().slice(0, 8)}`,
    value,
  }));
  const places = fresh.map(({ field, value }, index) => [
    field,
    { name: seals[index]?.name ?? '', hint: hintOf(value) },
  ]);
  return {
    document: { config: open, secrets: Object.fromEntries([...kept, ...places]) },
    seals,
    whole,
  };
}

/** The field of the form, for an entry of a list its list. */
function fieldOf(path: readonly PropertyKey[]): PropertyKey[] {
  return ['config', ...path.filter((part) => typeof part === 'string')];
}

/** Whoever may change where a secret goes could read it there, so it must be known to them. */
function refuseNewAddress(
  { addresses }: Form,
  {
    before,
    open,
    kept,
  }: { readonly before: Config | undefined; readonly open: Config; readonly kept: readonly string[] },
): void {
  const moved = addresses.some(
    (path) => before && originOf(valueAt(before, path)) !== originOf(valueAt(open, path)),
  );
  if (!moved || kept.length === 0) return;
  throw wrongFields(kept, 'Enter it again: the address it is sent to has changed');
}

function wrongFields(fields: readonly string[], message: string): z.ZodError {
  return new z.ZodError(
    fields.map((field) => ({
      code: 'custom',
      path: ['config', ...field.split('.')],
      message,
      input: undefined,
    })),
  );
}

const originOf = (address: unknown) => URL.parse(String(address ?? ''))?.origin;
