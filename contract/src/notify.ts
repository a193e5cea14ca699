import { z } from 'zod';
import { IsoTime, Severity } from './status.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const words = z.array(z.string().trim().min(1).max(200)).max(50);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'A time of day such as 22:00');
const timeZone = z
  .string()
  .max(60)
  .refine((name) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
    } catch {
      return false;
    }
  }, 'A time zone such as Europe/Berlin or UTC');

export const NoticeKind = z.enum([
  'alert-fired',
  'alert-escalated',
  'alert-resolved',
  /** What kept it quiet is over, and it still fires. */
  'alert-woke',
  'alert-acknowledged',
  /** Whoever had acknowledged it took that back. */
  'alert-released',
  'alert-assigned',
  'alert-dismissed',
  'incident-opened',
  'incident-grew',
  'incident-escalated',
  'incident-resolved',
  'incident-reopened',
  'incident-taken',
  'incident-assigned',
  /** It became part of another. */
  'incident-merged',
  'incident-note',
]);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** Something worth telling, as the bell lists it. */
export const Notice = z.object({
  id: z.string(),
  /** Rises; what has been read is read up to one of these. */
  seq: z.int(),
  kind: NoticeKind,
  timestamp: IsoTime,
  severity: Severity,
  title: z.string(),
  text: z.string(),
  /** A path of the dashboard. */
  url: z.string(),
  /** The rule that judged what changed; null where several did, or another monitoring system. */
  rule: z.object({ id: z.string(), version: z.int() }).nullable(),
  source: z.string(),
  demo: z.boolean(),
  /** Who did it, whose bell does not ring; `id` is null for whoever sits at the machine. Null for the system. */
  by: z.object({ id: z.string().nullable(), name: z.string() }).nullable(),
  /** The id of the one person whose bell rings; null for everybody. */
  to: z.string().nullable(),
});
export type Notice = z.infer<typeof Notice>;

export const ChannelKind = z.enum(['email', 'slack', 'discord', 'webhook']);
export type ChannelKind = z.infer<typeof ChannelKind>;

/** At most so many messages in such a time; what is over it comes as one summary when there is room again. */
export const Cap = z.object({
  messages: z.int().min(1).max(1_000),
  perMs: z.int().min(minute).max(day),
});
export type Cap = z.infer<typeof Cap>;

export const defaultCap: Cap = { messages: 20, perMs: 10 * minute };

export const Channel = z.object({
  id: z.string(),
  kind: ChannelKind,
  name: z.string(),
  enabled: z.boolean(),
  /** Set by the environment: it can be tested here, and changed only there. */
  locked: z.boolean(),
  /** Where it leads, with what is secret left out: `hooks.slack.com/…Qm4`, or the recipients. */
  address: z.string(),
  recipients: z.array(z.string()),
  /** The last characters of the key its messages are signed with; null when they are not. */
  signing: z.string().nullable(),
  cap: Cap,
  version: z.int(),
  waiting: z.int(),
  /** When the next try of what waits is made. */
  nextTryAt: IsoTime.nullable(),
  /** The last message that ended or was tried. */
  last: z
    .object({
      at: IsoTime,
      delivered: z.boolean(),
      answer: z.string(),
      tookMs: z.number(),
      test: z.boolean(),
    })
    .nullable(),
  /** Names of the routes that lead to it. */
  routes: z.array(z.string()),
});
export type Channel = z.infer<typeof Channel>;

const address = z.url({ protocol: /^https?$/, error: 'An address that begins with https://' }).max(2_000);

/** What a person writes of a channel. A secret that is left out stays as it is. */
export const ChannelInput = z.object({
  name: z.string().trim().min(1, 'Give it a name').max(80),
  enabled: z.boolean().default(true),
  cap: Cap.default(defaultCap),
  /** Of Slack, Discord and webhooks. */
  url: address.optional(),
  /** Of email. */
  recipients: z.array(z.email('An address such as ops@example.com').max(254)).max(50).optional(),
});
export type ChannelInput = z.infer<typeof ChannelInput>;

/** Days are 1 (Monday) to 7. From later than to: over midnight, and the day is the one it begins on. */
const Window = z.object({
  days: z.array(z.int().min(1).max(7)).min(1).max(7),
  from: clock,
  to: clock,
  timeZone,
});

/** What a route takes: every part that is given must hold. `*` stands for any text. */
export const RouteMatch = z.object({
  severity: Severity.default('warning'),
  world: z.enum(['any', 'real', 'demo']).default('any'),
  sources: words.default([]),
  kinds: z.array(NoticeKind).max(10).default([]),
  labels: z.record(z.string().min(1).max(64), z.string().max(200)).default({}),
});

export const NotifyRoute = z.object({
  id: z.string().min(1).max(60),
  name: z.string().trim().min(1, 'Give it a name').max(80),
  enabled: z.boolean().default(true),
  match: RouteMatch.prefault({}),
  /** It holds only then; null: always. */
  schedule: Window.nullable().default(null),
  /** What comes then is kept until it ends. */
  quiet: Window.extend({ unlessCritical: z.boolean().default(true) })
    .nullable()
    .default(null),
  /** What comes within this time of a message, and is no worse, goes as one message when it is over. */
  groupMs: z.int().min(0).max(day).default(minute),
  steps: z
    .array(
      z.object({
        /** 0 at once; later only as long as nobody has acknowledged. */
        afterMs: z
          .int()
          .min(0)
          .max(7 * day),
        /** Ids; `*`: every channel. */
        channels: z.array(z.string().min(1).max(100)).min(1, 'Choose a channel').max(50),
      }),
    )
    .min(1)
    .max(5),
  /** Whether the routes after it are asked as well. */
  goOn: z.boolean().default(false),
});
export type NotifyRoute = z.infer<typeof NotifyRoute>;

/** Who is told, when. Asked in order; the first route that takes a notice has it. */
export const NotifyPolicy = z.object({ routes: z.array(NotifyRoute).max(50) });
export type NotifyPolicy = z.infer<typeof NotifyPolicy>;

export const DeliveryState = z.enum(['waiting', 'delivered', 'dead', 'not-needed']);
export type DeliveryState = z.infer<typeof DeliveryState>;

export const DeliveryAttempt = z.object({
  at: IsoTime,
  delivered: z.boolean(),
  /** The receiver's own words, at most 2 kB. */
  answer: z.string(),
  tookMs: z.number(),
});

export const Delivery = z.object({
  id: z.string(),
  seq: z.int(),
  channelId: z.string(),
  channelName: z.string(),
  route: z.string(),
  kind: z.enum(['message', 'summary', 'test']),
  state: DeliveryState,
  severity: Severity,
  title: z.string(),
  /** How many notices it carries. */
  notices: z.int(),
  queuedAt: IsoTime,
  dueAt: IsoTime,
  /** While it waits. */
  nextTryAt: IsoTime.nullable(),
  endedAt: IsoTime.nullable(),
  /** From when it was due. */
  tookMs: z.number().nullable(),
  attempts: z.array(DeliveryAttempt),
  tries: z.int(),
  /** Why it is dead or was not needed. */
  reason: z.string().nullable(),
  by: z.string().nullable(),
});
export type Delivery = z.infer<typeof Delivery>;

export const NotifyFigures = z.object({
  waiting: z.int(),
  oldestWaiting: z.object({ since: IsoTime, channelName: z.string() }).nullable(),
  delivered24h: z.int(),
  retried24h: z.int(),
  /** From due to accepted, of what was delivered in 24 h; null while nothing was. */
  p99Ms: z.number().nullable(),
  dead7d: z.int(),
});
export type NotifyFigures = z.infer<typeof NotifyFigures>;
