import { api, type ConnectionSetting } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { NotFoundError } from '../platform/errors.ts';
import { type Asker, serve } from '../platform/http/serve.ts';
import { sources } from '../sources/index.ts';
import { commit, type Plan } from './commit.ts';
import { readBook, showEntry } from './connections.ts';
import type { Doer, SettingsContext } from './context.ts';
import { formOf } from './form.ts';
import { boundsOf } from './rhythm.ts';
import { planChange, planNew, planRemoval } from './save-connection.ts';
import { planSettings } from './save-settings.ts';
import { type StoredSave, settingStore, showSave } from './setting-store.ts';
import { retentionOf, showSettings } from './show-settings.ts';
import { toUses } from './storage.ts';
import { storageStore } from './storage-store.ts';
import { testConnection } from './test-connection.ts';
import { planUndo } from './undo.ts';

export interface SettingsPorts {
  readonly context: SettingsContext;
  doer(asker: Asker): Doer;
}

const savesShown = 50;
const success = { success: true as const };

export function settingsRoutes(app: FastifyInstance, ports: SettingsPorts): void {
  const { context, doer } = ports;
  const shown = async () => {
    const [book, thresholds, channels] = [
      await readBook(context),
      await context.thresholds.read(),
      await context.channels.read(),
    ];
    return showSettings(book, { thresholds, channels }, context.config);
  };
  const saved = (one: StoredSave | undefined) => ({ ...success, save: one ? showSave(one) : null });

  serve(app, api.getSettings, async () => ({ settings: await shown() }));
  serve(app, api.updateSettings, async (input, asker) => {
    const step = { action: 'settings.update', target: 'settings' };
    const save = await commit(step, () => planSettings(input, context), { doer: doer(asker), context });
    return { ...saved(save), settings: await shown() };
  });
  serve(app, api.listSaves, async () => {
    const saves = await settingStore(context.database, context.workspace).saves(savesShown);
    return { saves: saves.map(showSave) };
  });
  serve(app, api.undoSave, async ({ id }, asker) => {
    const step = { action: 'settings.undo', target: id };
    return saved(await commit(step, () => planUndo(id, context), { doer: doer(asker), context }));
  });
  serve(app, api.getStorage, async () => {
    const store = storageStore(context.database);
    const { general } = await readBook(context);
    const keepDays = retentionOf(general.chosen, context.config);
    return {
      uses: toUses(await store.measure(), keepDays, context.now()),
      databaseBytes: await store.databaseBytes(),
    };
  });
  connectionRoutes(app, ports, saved);
}

function connectionRoutes(
  app: FastifyInstance,
  { context, doer }: SettingsPorts,
  saved: (one: StoredSave | undefined) => { success: true; save: ReturnType<typeof showSave> | null },
): void {
  const find = async (id: string): Promise<ConnectionSetting> => {
    const entry = (await readBook(context)).entries.find((one) => one.id === id);
    if (!entry) throw new NotFoundError('Connection', id);
    return showEntry(entry);
  };
  const carryOut = (
    step: { readonly action: string; readonly target: string },
    make: () => Promise<Plan>,
    asker: Asker,
  ) => commit(step, make, { doer: doer(asker), context });

  serve(app, api.listSourceKinds, async () => ({
    kinds: sources.map((source) => ({
      ...{ id: source.id, title: source.title, everyMs: source.everyMs, ...boundsOf(source.id) },
      schema: formOf(source).schema,
    })),
  }));
  serve(app, api.listConnections, async () => ({
    connections: (await readBook(context)).entries.map(showEntry),
  }));
  serve(app, api.addConnection, async (input, asker) => {
    let id = '';
    const step = { action: 'connection.add', target: input.title ?? input.kind };
    const make = async () => {
      const plan = await planNew(input, context);
      id = plan.id;
      return plan;
    };
    const save = await carryOut(step, make, asker);
    return { ...saved(save), connection: await find(id) };
  });
  serve(app, api.testConnection, async (input, asker) => {
    const step = { action: 'connection.test', target: input.id ?? input.kind, detail: {} };
    // What was typed leaves the house here, so it is on record that it did.
    await doer(asker).privileged(step, async () => undefined);
    return { test: await testConnection(input, context) };
  });
  serve(app, api.updateConnection, async ({ id, ...change }, asker) => {
    const step = { action: 'connection.update', target: id };
    const save = await carryOut(step, () => planChange(id, change, context), asker);
    return { ...saved(save), connection: await find(id) };
  });
  serve(app, api.removeConnection, async ({ id, version }, asker) => {
    const step = { action: 'connection.remove', target: id };
    return saved(await carryOut(step, () => planRemoval(id, version, context), asker));
  });
}
