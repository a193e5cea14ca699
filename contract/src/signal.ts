import { z } from 'zod';

/** Milliseconds since the epoch: everywhere inside, in SQL, between rooms. */
export const Timestamp = z.int();

/** A thing we watch: an instance, a service of a cloud, a chain, a host. */
export const Resource = z.object({
  /** Stable and unique in a workspace, for example `aws:demo:ec2:i-0a1b`. */
  id: z.string(),
  /** `<source>.<thing>`, for example `aws.ec2.instance`. */
  kind: z.string(),
  name: z.string(),
  region: z.string().optional(),
  /** The state in the source's own word, for example `running`. */
  state: z.string().optional(),
  url: z.string().optional(),
  attributes: z.record(z.string(), z.unknown()).default({}),
});
export type Resource = z.infer<typeof Resource>;

/** One number at one moment. */
export const Sample = z.object({
  resourceId: z.string(),
  /** A name of the catalogue, with its unit last, for example `cpu.percent`. */
  metric: z.string(),
  value: z.number(),
  at: Timestamp,
});
export type Sample = z.infer<typeof Sample>;

export const Outcome = z.enum(['pending', 'running', 'succeeded', 'failed', 'cancelled', 'info']);
export type Outcome = z.infer<typeof Outcome>;

/** Something that happened. A stable `id` makes a second delivery harmless. */
export const SourceEvent = z.object({
  id: z.string(),
  resourceId: z.string(),
  /** `pipeline-run`, `deployment`, `block-gap` … */
  kind: z.string(),
  outcome: Outcome,
  title: z.string(),
  /** When it began; it orders the lists. */
  at: Timestamp,
  /** What this kind of event carries, checked by its own schema. */
  data: z.record(z.string(), z.unknown()).default({}),
});
export type SourceEvent = z.infer<typeof SourceEvent>;
