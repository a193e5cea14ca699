import { z } from 'zod';
import {
  Channel,
  ChannelInput,
  ChannelKind,
  Delivery,
  DeliveryState,
  Notice,
  NoticeKind,
  NotifyFigures,
  NotifyPolicy,
} from './notify.ts';
import { type Route, route } from './route.ts';
import { IsoTime, Severity } from './status.ts';
import { Told } from './told.ts';

const id = z.string().min(1).max(100);
const version = z.coerce.number().int().min(0);
const read = { method: 'GET', role: 'viewer', scope: 'settings:read' } as const;
const admin = { role: 'admin', scope: 'settings:write' } as const;
const told = {
  method: 'GET',
  role: 'viewer',
  scope: 'alerts:read',
  input: z.object({ id: z.string().min(1).max(200) }),
  reply: Told,
} as const;
const one = z.object({ channel: Channel });
const filter = z.object({
  state: DeliveryState.optional(),
  channel: z.string().max(100).optional(),
  /** Anywhere in title, channel or key. A test that was not accepted is no dead letter. */
  find: z.string().max(200).optional(),
});
const VersionedPolicy = z.object({
  version: z.int(),
  policy: NotifyPolicy,
  /** Null as long as it is the one that comes with the product. */
  updatedBy: z.string().nullable(),
  updatedAt: IsoTime.nullable(),
});

/** Who is told, where, and what became of each message. */
export const notifyApi = {
  listNotifications: route({
    method: 'GET',
    role: 'viewer',
    scope: 'alerts:read',
    path: '/notifications',
    summary: 'What was worth telling, newest first, and how far the caller has read',
    input: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
    reply: z.object({ notifications: z.array(Notice), readUpTo: z.int(), unread: z.int() }),
  }),
  readNotifications: route({
    method: 'POST',
    role: 'viewer',
    scope: 'alerts:read',
    path: '/notifications/read',
    summary: 'Marks everything up to a `seq` as read by the caller',
    input: z.object({ upTo: z.int().min(0) }),
    reply: z.object({ readUpTo: z.int() }),
  }),
  getAlertTold: route({
    ...told,
    path: '/alerts/:id/told',
    summary: 'Who was told of an alert, or of its incident, by which channel, and what became of it',
  }),
  getIncidentTold: route({
    ...told,
    path: '/incidents/:id/told',
    summary: 'Who was told of an incident, by which channel, and what became of it',
  }),
  listChannels: route({
    ...read,
    path: '/channels',
    summary: 'Channels with what they last answered; secrets are never sent',
    input: z.object({}),
    reply: z.object({
      channels: z.array(Channel),
      /** Whether the server can send mail. */
      mail: z.boolean(),
    }),
  }),
  createChannel: route({
    ...admin,
    method: 'POST',
    path: '/channels',
    summary: 'Adds a channel; the key that signs a webhook is shown once',
    input: ChannelInput.extend({ kind: ChannelKind }),
    reply: one.extend({ signingSecret: z.string().nullable() }),
  }),
  updateChannel: route({
    ...admin,
    method: 'PATCH',
    path: '/channels/:id',
    summary: 'Changes a channel; 409 when somebody else was faster',
    input: ChannelInput.extend({ id, version, newSigningSecret: z.boolean().default(false) }),
    reply: one.extend({ signingSecret: z.string().nullable() }),
  }),
  deleteChannel: route({
    ...admin,
    method: 'DELETE',
    path: '/channels/:id',
    summary: 'Removes a channel; it can be restored for 30 days',
    input: z.object({ id, version }),
    reply: z.object({ success: z.literal(true) }),
  }),
  restoreChannel: route({
    ...admin,
    method: 'POST',
    path: '/channels/:id/restore',
    summary: 'Brings a removed channel back',
    input: z.object({ id }),
    reply: one,
  }),
  testChannel: route({
    ...admin,
    method: 'POST',
    path: '/channels/:id/test',
    summary: 'Sends a real message now and says what the receiver answered, word by word',
    input: z.object({ id }),
    reply: z.object({
      delivered: z.boolean(),
      status: z.int().nullable(),
      answer: z.string(),
      tookMs: z.number(),
      at: IsoTime,
    }),
  }),
  getNotifyPolicy: route({
    ...read,
    path: '/notify/policy',
    summary: 'The routes, in order',
    input: z.object({}),
    reply: VersionedPolicy,
  }),
  putNotifyPolicy: route({
    ...admin,
    method: 'PUT',
    path: '/notify/policy',
    summary: 'Replaces the routes; 409 when somebody else was faster',
    input: z.object({ version, policy: NotifyPolicy }),
    reply: VersionedPolicy,
  }),
  previewNotify: route({
    ...read,
    method: 'POST',
    path: '/notify/preview',
    summary: 'Which channels would get this, and when; nothing is sent',
    input: z.object({
      severity: Severity,
      kind: NoticeKind.default('alert-fired'),
      source: z.string().max(200).default(''),
      demo: z.boolean().default(false),
      labels: z.record(z.string().max(64), z.string().max(200)).default({}),
      at: IsoTime.optional(),
      /** Routes that are not saved yet; else the saved ones. */
      policy: NotifyPolicy.optional(),
    }),
    reply: z.object({
      targets: z.array(
        z.object({
          channelId: z.string(),
          channelName: z.string(),
          route: z.string(),
          at: IsoTime,
          /** Why not at once. */
          because: z.enum(['at-once', 'quiet-hours', 'unless-acknowledged']),
        }),
      ),
    }),
  }),
  listDeliveries: route({
    ...read,
    path: '/deliveries',
    summary: 'Every message with its tries and answers, newest first',
    input: filter.extend({
      /** The `seq` of the last row of the page before. */
      before: z.coerce.number().int().min(1).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    reply: z.object({
      deliveries: z.array(Delivery),
      total: z.int(),
      counts: z.object({ all: z.int(), waiting: z.int(), delivered: z.int(), dead: z.int() }),
    }),
  }),
  exportDeliveries: route({
    ...read,
    path: '/deliveries/export',
    summary: 'The same as CSV',
    input: filter,
    reply: z.string(),
    contentType: 'text/csv',
  }),
  getNotifyFigures: route({
    ...read,
    path: '/deliveries/figures',
    summary: 'Waiting, delivered, the time to hand over, dead letters',
    input: z.object({}),
    reply: z.object({ figures: NotifyFigures }),
  }),
  retryDelivery: route({
    method: 'POST',
    role: 'operator',
    scope: 'alerts:write',
    path: '/deliveries/:id/retry',
    summary: 'Tries a waiting message now, or a dead letter again',
    input: z.object({ id }),
    reply: z.object({ delivery: Delivery }),
  }),
} satisfies Record<string, Route>;
