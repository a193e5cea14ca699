import { z } from 'zod';
import { FailureReason } from './source-state.ts';
import { IsoTime } from './status.ts';

/** All that is ever shown of a secret. `hint` is at most the host of an address and its last three characters. */
export const Secret = z.object({
  set: z.boolean(),
  locked: z.boolean(),
  /** The environment variable that locks it. */
  variable: z.string().nullable(),
  hint: z.string().nullable(),
});
export type Secret = z.infer<typeof Secret>;

export const thresholdNames = ['cpu', 'memory', 'disk'] as const;
export type ThresholdName = (typeof thresholdNames)[number];

/** What is kept, and for how many days. */
export const retentionNames = ['raw', 'fiveMinutes', 'hours', 'logs', 'deliveries', 'events'] as const;
export type RetentionName = (typeof retentionNames)[number];

/** `deleted`: there is no such rule any more. `changed`: people made it into another kind of rule. */
export const ThresholdRuleState = z.enum(['on', 'off', 'deleted', 'changed']);
export type ThresholdRuleState = z.infer<typeof ThresholdRuleState>;

/** The rule that a threshold stands in. */
const thresholdRule = z.object({
  ruleId: z.string(),
  state: ThresholdRuleState,
  /** From where on it is critical, in percent. */
  critical: z.number().nullable(),
  updatedBy: z.string(),
});
const threshold = z.number().nullable();
const days = z.number();
const retention = z.object({
  ...{ raw: days, fiveMinutes: days, hours: days, logs: days, deliveries: days, events: days },
});

/** A32: what people chose. A secret is never sent. */
export const Settings = z.object({
  /** Rises with every save and with every change of a threshold's rule; send it along and nobody's change is overwritten. */
  version: z.int(),
  /** Which kinds of channel deliver at all; `webhook` is the masked address of the one that does, empty when none. */
  notifications: z.object({ email: z.boolean(), slack: z.boolean(), webhook: z.string() }),
  /** Percent, as the rules have it; null where no rule does, which `thresholdRules` explains. */
  thresholds: z.object({ cpu: threshold, memory: threshold, disk: threshold }),
  thresholdRules: z.object({ cpu: thresholdRule, memory: thresholdRule, disk: thresholdRule }),
  integrations: z.object({
    github: z.object({
      enabled: z.boolean(),
      owner: z.string().nullable(),
      repo: z.string().nullable(),
      token: Secret,
    }),
    aws: z.object({
      enabled: z.boolean(),
      region: z.string().nullable(),
      accessKey: Secret,
      secretKey: Secret,
    }),
    slack: z.object({ enabled: z.boolean(), webhookUrl: Secret }),
    evm: z.object({ enabled: z.boolean(), chains: z.array(z.string()) }),
  }),
  /** Seconds between two looks, by connection; only where somebody chose. */
  intervals: z.record(z.string(), z.number()),
  /** Days. */
  retention,
  /** What the environment set, by its place here: `thresholds.memory` → `THRESHOLD_MEMORY`. */
  locked: z.record(z.string(), z.string()),
  demo: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

/** A kind of system with its set-up form as a JSON Schema. */
export const SourceKind = z.object({
  id: z.string(),
  title: z.string(),
  schema: z.record(z.string(), z.unknown()),
  everyMs: z.number(),
  /** How short and how long its interval may be. */
  shortestMs: z.number(),
  longestMs: z.number(),
});
export type SourceKind = z.infer<typeof SourceKind>;

/** One connection as it was set up. How it is doing is in the topic `sources`. */
export const ConnectionSetting = z.object({
  id: z.string(),
  kind: z.string(),
  title: z.string(),
  enabled: z.boolean(),
  origin: z.enum(['environment', 'dashboard', 'built-in', 'demo']),
  /** What locks it. */
  variable: z.string().nullable(),
  version: z.int(),
  /** Without its secrets. */
  config: z.record(z.string(), z.unknown()),
  secrets: z.array(z.object({ field: z.string(), hint: z.string().nullable() })),
  /** What is still needed before it can be watched. */
  missing: z.array(z.object({ field: z.string(), message: z.string() })),
  everyMs: z.number(),
  /** What locks its interval. */
  everyVariable: z.string().nullable(),
});
export type ConnectionSetting = z.infer<typeof ConnectionSetting>;

/** What a connection answered when it was tried, in the source's own words. */
export const ConnectionTest = z.object({
  ok: z.boolean(),
  ms: z.number(),
  reason: FailureReason.nullable(),
  message: z.string(),
  fix: z.string().nullable(),
});
export type ConnectionTest = z.infer<typeof ConnectionTest>;

/** One save of somebody; what it changed can be changed back as long as nobody changed the same since. */
export const Save = z.object({
  id: z.string(),
  at: IsoTime,
  by: z.string(),
  what: z.string(),
  undone: z.boolean(),
});
export type Save = z.infer<typeof Save>;

/** What one kind of thing takes on disk now, and when it has reached its age. */
export const StorageUse = z.object({
  name: z.enum(retentionNames),
  keepDays: z.number(),
  shortestDays: z.number(),
  longestDays: z.number(),
  rows: z.number(),
  bytes: z.number(),
  oldestAt: IsoTime.nullable(),
  /** By what came in lately; null while it is too little to say. */
  bytesADay: z.number().nullable(),
});
export type StorageUse = z.infer<typeof StorageUse>;
