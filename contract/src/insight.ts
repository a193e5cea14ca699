import { z } from 'zod';
import { IsoTime, Origin } from './status.ts';

export const InsightWindow = z.enum(['7d', '30d']);
export type InsightWindow = z.infer<typeof InsightWindow>;

/** A figure of a window and of the equal window before; null where it is not known. */
export const Figure = z.object({ value: z.number().nullable(), before: z.number().nullable() });
export type Figure = z.infer<typeof Figure>;

export const WorkflowInsight = Origin.extend({
  repository: z.string(),
  workflow: z.string(),
  runs: z.int(),
  /** 0 to 1. */
  successRate: Figure,
  medianMs: Figure,
  p95Ms: Figure,
  queueMs: Figure,
});
export type WorkflowInsight = z.infer<typeof WorkflowInsight>;

export const FlakyJob = Origin.extend({
  repository: z.string(),
  workflow: z.string(),
  job: z.string(),
  /** Commits on which it both failed and succeeded, of those on which it did either. */
  commits: z.int(),
  of: z.int(),
  lastAt: IsoTime,
  /** The last run in which it failed on such a commit. */
  pipelineId: z.string(),
});
export type FlakyJob = z.infer<typeof FlakyJob>;

export const DoraFigures = z.object({
  deploymentsPerDay: Figure,
  leadTimeMs: Figure,
  /** 0 to 1. */
  changeFailureRate: Figure,
  restoreMs: Figure,
});
export type DoraFigures = z.infer<typeof DoraFigures>;

export const figureNames = [
  'successRate',
  'medianMs',
  'p95Ms',
  'queueMs',
  'flaky',
  'deploymentsPerDay',
  'leadTimeMs',
  'changeFailureRate',
  'restoreMs',
] as const;

export const Insight = z.object({
  window: InsightWindow,
  from: IsoTime,
  to: IsoTime,
  workflows: z.array(WorkflowInsight),
  flaky: z.array(FlakyJob),
  /** Earlier attempts of the runs that were run again, and how many of them are kept. */
  attempts: z.object({ earlier: z.int(), kept: z.int() }),
  team: DoraFigures,
  /** Since when deployments to production are known: of any service, and of all of them. Null when there are none. */
  knownSince: z.object({ any: IsoTime.nullable(), all: IsoTime.nullable() }),
  services: z.array(DoraFigures.extend({ id: z.string(), name: z.string(), demo: z.boolean() })),
  /** How each figure is made, and where that comes from. */
  formulas: z.record(z.enum(figureNames), z.string()),
});
export type Insight = z.infer<typeof Insight>;
