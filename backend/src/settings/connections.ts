import type { ConnectionSetting } from '@smartops/contract';
import { type ConnectionSeed, demoConnections } from '../config/index.ts';
import { SealingError } from '../platform/sealing/errors.ts';
import { sources } from '../sources/index.ts';
import type { Source } from '../sources/source.ts';
import type { SettingsContext, Sql } from './context.ts';
import {
  ConnectionDocument,
  connectionPrefix,
  type GeneralDocument,
  generalName,
  toGeneral,
} from './documents.ts';
import { type Config, formOf, hintOf, joinConfig, splitConfig, valueAt } from './form.ts';
import { rhythmOf } from './rhythm.ts';
import { readSecret } from './secrets.ts';
import { settingStore } from './setting-store.ts';

/** One connection as it was set up; `seed` when it can be watched. */
export interface Entry extends ConnectionSetting {
  readonly seed: ConnectionSeed | undefined;
}

export interface Book {
  readonly general: { readonly version: number; readonly chosen: GeneralDocument };
  readonly entries: readonly Entry[];
}

type Reading = Pick<SettingsContext, 'config' | 'sealing' | 'workspace' | 'demo'> & {
  readonly database: Pick<Sql, 'execute'>;
};

/** Everything that was set up: by the environment, which wins, in the dashboard, and the demo for what is left. */
export async function readBook(context: Reading): Promise<Book> {
  const store = settingStore(context.database, context.workspace);
  const general = await store.find(generalName);
  const chosen = toGeneral(general?.value);
  const stored = await store.list(connectionPrefix);
  const fixed = context.config.connections.filter(({ setBy }) => setBy !== undefined);
  const builtIn = context.config.connections.filter(({ setBy }) => setBy === undefined);
  const typed: Entry[] = [];
  for (const { name, version, value } of stored) {
    const id = name.slice(connectionPrefix.length);
    const document = ConnectionDocument.safeParse(value).data;
    if (!document || fixed.some((seed) => seed.id === id)) continue;
    const own = builtIn.find((seed) => seed.id === id);
    typed.push(await typedEntry({ id, version, document, own }, chosen, context));
  }
  const left = builtIn.filter(({ id }) => !typed.some((entry) => entry.id === id));
  const real = [...left, ...fixed].map((seed) => fixedEntry(seed, chosen, context)).concat(typed);
  return {
    general: { version: general?.version ?? 0, chosen },
    entries: [...real.toSorted(byKind), ...demoEntries(real, chosen, context)],
  };
}

/** The kinds of which there is a real one, so that no demo is needed. */
export function realKinds(entries: readonly Entry[]): { source: string }[] {
  return entries.filter(({ seed }) => seed && !seed.demo).map(({ kind }) => ({ source: kind }));
}

function demoEntries(real: readonly Entry[], chosen: GeneralDocument, context: Reading): Entry[] {
  const cloud = context.demo();
  if (!cloud || context.config.env.DEMO !== 'auto') return [];
  const seeds = demoConnections(context.config.env, realKinds(real), cloud);
  return seeds.map((seed) => fixedEntry(seed, chosen, context));
}

export function sourceOf(kind: string): Source | undefined {
  return sources.find(({ id }) => id === kind);
}

/** One that is not kept in the database. */
function fixedEntry(seed: ConnectionSeed, chosen: GeneralDocument, { config }: Reading): Entry {
  const source = sourceOf(seed.source);
  const { open, secrets } = source
    ? splitConfig(formOf(source), seed.config)
    : { open: {}, secrets: new Map<string, string>() };
  const { everyMs, variable: everyVariable } = rhythmOf(seed, chosen, config);
  return {
    ...{ id: seed.id, kind: seed.source, title: seed.title, enabled: true, version: 0 },
    origin: seed.demo ? 'demo' : seed.setBy ? 'environment' : 'built-in',
    variable: seed.setBy ?? null,
    config: seed.demo ? {} : open,
    secrets: seed.demo ? [] : [...secrets].map(([field, value]) => ({ field, hint: hintOf(value ?? '') })),
    missing: [],
    ...{ everyMs, everyVariable },
    seed: { ...seed, everyMs },
  };
}

interface Stored {
  readonly id: string;
  readonly version: number;
  readonly document: ConnectionDocument;
  /** What the program would watch by itself: the host. */
  readonly own: ConnectionSeed | undefined;
}

async function typedEntry(
  { id, version, document, own }: Stored,
  chosen: GeneralDocument,
  context: Reading,
): Promise<Entry> {
  const { kind, title, enabled, config, secrets } = document;
  const { everyMs, variable: everyVariable } = rhythmOf({ id, source: kind }, chosen, context.config);
  const { whole, missing } = await wholeConfig(document, context);
  return {
    ...{ id, kind, title, enabled, version, config, missing, everyMs, everyVariable },
    origin: own ? 'built-in' : 'dashboard',
    variable: null,
    secrets: Object.entries(secrets).map(([field, { hint }]) => ({ field, hint })),
    seed: whole && { id, source: kind, title, demo: false, everyMs, config: whole, typed: true },
  };
}

/** The configuration with its secrets, or what is still missing of it. */
async function wholeConfig(
  { kind, config, secrets }: Pick<ConnectionDocument, 'kind' | 'config' | 'secrets'>,
  context: Pick<Reading, 'database' | 'sealing' | 'workspace'>,
): Promise<{ readonly whole?: Config; readonly missing: Entry['missing'] }> {
  const source = sourceOf(kind);
  if (!source) return { missing: [{ field: '', message: 'This version of the program does not know it' }] };
  const { opened, lost } = await openSecrets(secrets, context);
  if (lost.length > 0) return { missing: lost.map((field) => ({ field, message: wasLost })) };
  const whole = joinConfig(config, opened);
  const parsed = source.config.safeParse(whole);
  if (parsed.success) return { whole, missing: [] };
  return {
    missing: parsed.error.issues.map(({ path, message }) => ({
      field: path.join('.'),
      message: valueAt(whole, path.join('.')) === undefined ? 'Still needed' : message,
    })),
  };
}

export const wasLost = 'It was lost; enter it again';

/** The secrets of a document by field, and those that cannot be opened any more. */
export async function openSecrets(
  places: ConnectionDocument['secrets'],
  { database, sealing, workspace }: Pick<Reading, 'database' | 'sealing' | 'workspace'>,
): Promise<{ readonly opened: readonly [string, string][]; readonly lost: readonly string[] }> {
  const opened: [string, string][] = [];
  const lost: string[] = [];
  for (const [field, { name }] of Object.entries(places)) {
    const way = { database, sealing, workspace, environment: {} };
    const secret = await readSecret(name, way).catch((error: unknown) => {
      if (error instanceof SealingError) return undefined;
      throw error;
    });
    if (secret === undefined) lost.push(field);
    else opened.push([field, secret]);
  }
  return { opened, lost };
}

const kinds = sources.map(({ id }) => id);
const byKind = (a: Entry, b: Entry) =>
  kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || (a.id < b.id ? -1 : 1);

export function showEntry({ seed: _, ...shown }: Entry): ConnectionSetting {
  return shown;
}
