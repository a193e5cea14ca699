import { z } from 'zod';
import { Environment } from './delivery.ts';
import { Severity } from './status.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const words = z.array(z.string().trim().min(1).max(200)).max(50);
const duration = (longest: number) => z.int().min(0).max(longest);
const metric = z.string().trim().min(1).max(100);

/** What a rule looks at: every part that is given must hold, and of a part any of its entries. `*` stands for any text. */
export const RuleScope = z.object({
  /** Kinds of resources, for example `aws.rds.instance`. */
  kinds: words.default([]),
  connections: words.default([]),
  accounts: words.default([]),
  regions: words.default([]),
  /** Ids or names. */
  resources: words.default([]),
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}),
});
export type RuleScope = z.infer<typeof RuleScope>;

/** Which side of the limit is wrong. */
export const Side = z.enum(['above', 'below']);
export type Side = z.infer<typeof Side>;

/** When it is over: back beyond `value` (else the limit itself) for so long. The distance to the limit keeps it from flapping. */
const Clear = z.object({
  value: z.number().nullable().default(null),
  forMs: duration(day).default(3 * minute),
});

/** A reading is on the wrong side of a value, for a time, in at least `readings` of the last `of`. */
export const ThresholdCondition = z.object({
  kind: z.literal('threshold'),
  metric,
  side: Side,
  /** In the metric's own unit. */
  value: z.number(),
  /** Beyond it the alert is critical, whatever the rule's severity. */
  critical: z.number().nullable().default(null),
  forMs: duration(day).default(5 * minute),
  atLeast: z
    .object({ readings: z.int().min(1).max(60), of: z.int().min(1).max(60) })
    .refine(({ readings, of }) => readings <= of, { path: ['readings'], message: 'More than there are' })
    .nullable()
    .default(null),
  clear: Clear.default({ value: null, forMs: 3 * minute }),
});

/** The mean of a window against an earlier one of the same length. */
export const ChangeCondition = z.object({
  kind: z.literal('change'),
  metric,
  /** `above`: it rose by at least `percent`; `below`: it fell by so much. */
  side: Side,
  percent: z.number().positive().max(100_000),
  windowMs: z
    .int()
    .min(5 * minute)
    .max(day),
  against: z.enum(['previous', 'day', 'week']).default('previous'),
  clear: Clear.default({ value: null, forMs: 3 * minute }),
});

/** A resource that used to report a metric, and is still there, says nothing for so long. */
export const AbsenceCondition = z.object({
  kind: z.literal('absence'),
  metric,
  forMs: z
    .int()
    .min(minute)
    .max(7 * day)
    .default(10 * minute),
});

/** Something is in a bad state that a source names. */
export const StateCondition = z.object({
  kind: z.literal('state'),
  state: z.enum(['deployment-failed', 'run-failed', 'instance-impaired', 'source-failing']),
  /** Of deployments; empty: all. */
  environments: z.array(Environment).max(3).default([]),
  /** Of runs and deployments: names of workflows or services, branches. `*` stands for any text; empty: all. */
  names: words.default([]),
  branches: words.default([]),
  forMs: duration(day).default(0),
});

/** A reading is far from what its own past makes likely. */
export const AnomalyCondition = z.object({
  kind: z.literal('anomaly'),
  metric,
  side: z.enum(['above', 'below', 'both']).default('both'),
  forMs: duration(day).default(5 * minute),
});

/** A series is on its way to a limit and likely there within a time. */
export const ForecastCondition = z.object({
  kind: z.literal('forecast'),
  metric,
  side: Side,
  value: z.number(),
  withinMs: z
    .int()
    .min(5 * minute)
    .max(30 * day),
});

export const RuleCondition = z.discriminatedUnion('kind', [
  ThresholdCondition,
  ChangeCondition,
  AbsenceCondition,
  StateCondition,
  AnomalyCondition,
  ForecastCondition,
]);
export type RuleCondition = z.infer<typeof RuleCondition>;

/** What a person writes, and what is exported. */
export const RuleSpec = z.object({
  name: z.string().trim().min(1).max(120),
  enabled: z.boolean().default(true),
  severity: Severity,
  scope: RuleScope.prefault({}),
  condition: RuleCondition,
  /** What silence of the series means for an alert that fires or might. */
  noData: z.enum(['keep', 'fire', 'resolve']).default('keep'),
  labels: z.record(z.string().regex(/^[a-zA-Z_]\w{0,63}$/), z.string().max(200)).default({}),
  runbook: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null),
});
export type RuleSpec = z.infer<typeof RuleSpec>;
