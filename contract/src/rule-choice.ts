import { z } from 'zod';
import { Side } from './rule.ts';
import { IsoTime } from './status.ts';

/** One value that exists, and how many resources have it. */
export const ScopeChoice = z.object({
  /** As a scope names it. */
  value: z.string(),
  /** Where people call it something else. */
  label: z.string().nullable(),
  count: z.int(),
});
export type ScopeChoice = z.infer<typeof ScopeChoice>;

/** A metric that something reports. */
export const MetricChoice = z.object({
  metric: z.string(),
  label: z.string(),
  unit: z.string(),
  /** Kinds of resources that report it. */
  kinds: z.array(z.string()),
  resources: z.int(),
  /** The lowest and the highest of the latest readings. */
  lowest: z.number(),
  highest: z.number(),
  /** What it is usually judged by; null where nothing is usual. */
  usual: z
    .object({ side: Side, value: z.number(), critical: z.number().nullable(), forMs: z.number() })
    .nullable(),
});
export type MetricChoice = z.infer<typeof MetricChoice>;

/** What a rule can be about: everything here exists now. */
export const RuleChoices = z.object({
  metrics: z.array(MetricChoice),
  kinds: z.array(ScopeChoice),
  connections: z.array(ScopeChoice),
  accounts: z.array(ScopeChoice),
  regions: z.array(ScopeChoice),
  /** At most 500. */
  resources: z.array(ScopeChoice),
  tags: z.array(z.object({ name: z.string(), values: z.array(ScopeChoice) })),
});
export type RuleChoices = z.infer<typeof RuleChoices>;

/** A resource that a rule looks at, with what it reads now. */
export const MatchedSeries = z.object({
  resourceId: z.string(),
  resourceName: z.string(),
  kind: z.string(),
  /** The connection that delivers it. */
  connectionId: z.string(),
  /** For `GET /charts/:metricId`. */
  metricId: z.string(),
  value: z.number(),
  at: IsoTime,
});
export type MatchedSeries = z.infer<typeof MatchedSeries>;

export const RuleMatches = z.object({
  /** How many things it looks at now. */
  matches: z.int(),
  /** Of those that report a metric, the worst first, at most 200. */
  series: z.array(MatchedSeries),
  /** Why it would do nothing; null when it would. */
  problem: z.string().nullable(),
});
export type RuleMatches = z.infer<typeof RuleMatches>;
