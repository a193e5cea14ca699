import { z } from 'zod';
import { type Route, route } from './route.ts';
import { ConnectionSetting, ConnectionTest, Save, Settings, SourceKind, StorageUse } from './settings.ts';

const nothing = z.object({});
const id = z.string().min(1).max(200);
const version = z.int().min(0).optional();
const read = { method: 'GET', role: 'viewer', scope: 'settings:read' } as const;
const write = { role: 'admin', scope: 'settings:write' } as const;
const secret = z.string().trim().min(1).max(8_000);
/** Null, as it is read where there is no rule, leaves that so. */
const percent = z.number().min(1).max(100).nullable().optional();
const webAddress = z.url({ protocol: /^https?$/, error: 'Write an address: https://…' }).max(2_000);
const days = (shortest: number, longest: number) => z.int().min(shortest).max(longest).optional();
const config = z.record(z.string().max(100), z.unknown());
const title = z.string().trim().min(1).max(100);
const done = { success: z.literal(true), save: Save.nullable() };

/** A41: what is left out stays as it is. */
const settingsInput = z.strictObject({
  version,
  notifications: z
    .strictObject({
      email: z.boolean().optional(),
      slack: z.boolean().optional(),
      /** An address to deliver to, or only whether to; empty is off, and the masked one that is read changes nothing. */
      webhook: z.union([z.boolean(), z.string().trim().max(2_000)]).optional(),
    })
    .optional(),
  thresholds: z.strictObject({ cpu: percent, memory: percent, disk: percent }).optional(),
  integrations: z
    .strictObject({
      github: z
        .strictObject({
          enabled: z.boolean().optional(),
          token: secret.optional(),
          owner: z.string().trim().min(1).max(100).optional(),
          repo: z.string().trim().min(1).max(1_000).optional(),
        })
        .optional(),
      aws: z
        .strictObject({
          enabled: z.boolean().optional(),
          accessKey: secret.optional(),
          secretKey: secret.optional(),
          region: z.string().trim().min(1).max(40).optional(),
        })
        .optional(),
      slack: z
        .strictObject({ enabled: z.boolean().optional(), webhookUrl: webAddress.optional() })
        .optional(),
    })
    .optional(),
  /** Seconds; null goes back to what is usual. */
  intervals: z.record(id, z.number().nullable()).optional(),
  retention: z
    .strictObject({
      raw: days(1, 365),
      fiveMinutes: days(7, 1_095),
      hours: days(30, 3_650),
      logs: days(1, 3_650),
      deliveries: days(1, 90),
      events: days(90, 3_650),
    })
    .optional(),
});
export type SettingsInput = z.infer<typeof settingsInput>;

export const settingsApi = {
  getSettings: route({
    ...read,
    path: '/settings',
    summary: 'Settings, without any secret',
    input: nothing,
    reply: z.object({ settings: Settings }),
  }),
  updateSettings: route({
    ...write,
    method: 'PUT',
    path: '/settings',
    summary: 'Changes what is named and leaves the rest; all of it or nothing',
    input: settingsInput,
    reply: z.object({ ...done, settings: Settings }),
  }),
  listSaves: route({
    ...read,
    role: 'admin',
    path: '/settings/saves',
    summary: 'Who changed what, newest first',
    input: nothing,
    reply: z.object({ saves: z.array(Save) }),
  }),
  undoSave: route({
    ...write,
    method: 'POST',
    path: '/settings/saves/:id/undo',
    summary: 'Changes back what one save changed; itself a save',
    input: z.object({ id }),
    reply: z.object(done),
  }),
  getStorage: route({
    ...read,
    path: '/settings/storage',
    summary: 'What is kept for how long, and what it takes on disk',
    input: nothing,
    reply: z.object({ uses: z.array(StorageUse), databaseBytes: z.number() }),
  }),
  listSourceKinds: route({
    ...read,
    path: '/source-kinds',
    summary: 'What can be connected, each with its form as a JSON Schema',
    input: nothing,
    reply: z.object({ kinds: z.array(SourceKind) }),
  }),
  listConnections: route({
    ...read,
    path: '/connections',
    summary: 'Every connection as it was set up, without its secrets',
    input: nothing,
    reply: z.object({ connections: z.array(ConnectionSetting) }),
  }),
  addConnection: route({
    ...write,
    method: 'POST',
    path: '/connections',
    summary: 'Watches one more system from now on',
    input: z.object({ kind: id, title: title.optional(), config }),
    reply: z.object({ ...done, connection: ConnectionSetting }),
  }),
  testConnection: route({
    ...write,
    method: 'POST',
    path: '/connections/test',
    summary: 'Tries a connection without saving it; secrets that are left out are those of `id`',
    input: z.object({ kind: id, id: id.optional(), config }),
    reply: z.object({ test: ConnectionTest }),
  }),
  updateConnection: route({
    ...write,
    method: 'PATCH',
    path: '/connections/:id',
    summary: 'Changes a connection; of its secrets a text replaces, null removes, and what is left out stays',
    input: z.object({
      id,
      version,
      title: title.optional(),
      enabled: z.boolean().optional(),
      config: config.optional(),
    }),
    reply: z.object({ ...done, connection: ConnectionSetting }),
  }),
  removeConnection: route({
    ...write,
    method: 'DELETE',
    path: '/connections/:id',
    summary: 'Ends watching a system; what was seen of it stays',
    input: z.object({ id, version: z.coerce.number().int().min(0).optional() }),
    reply: z.object(done),
  }),
} satisfies Record<string, Route>;
