import { z } from 'zod';
import { Environment } from './delivery.ts';
import { IsoTime, Origin } from './status.ts';

/** What a person may have done for them. */
export const ActionKind = z.enum(['rerun', 'rerun-failed', 'cancel', 'redeploy', 'rollback', 'review']);
export type ActionKind = z.infer<typeof ActionKind>;

/** `medium` waits for a sentence that was read; in production, for a typed word as well. */
export const ActionRisk = z.enum(['low', 'medium']);
export type ActionRisk = z.infer<typeof ActionRisk>;

/**
 * proposed → approved → running → verifying → succeeded | failed. `unknown`: the program ended between asking and hearing
 * the answer; it is never asked twice.
 */
export const ActionStatus = z.enum([
  'proposed',
  'approved',
  'running',
  'verifying',
  'succeeded',
  'failed',
  'unknown',
  'rejected',
  'expired',
]);
export type ActionStatus = z.infer<typeof ActionStatus>;

/** One thing that going there means: what is listed, how many there are, and the first of them. */
export const ActionFact = z.object({
  label: z.string(),
  text: z.string(),
  /** What deserves a second look: a migration, a changed workflow. */
  warns: z.boolean(),
  items: z.array(z.object({ text: z.string(), url: z.string().nullable() })),
});
export type ActionFact = z.infer<typeof ActionFact>;

/** What will happen, frozen when it was proposed: an approval is of exactly this. */
export const ActionSummary = z.object({
  /** `Roll checkout-api in production back from v2.31.0 to v2.30.4`. */
  title: z.string(),
  /** What is asked of the source, in a sentence. */
  does: z.string(),
  /** How it will be known to have worked. */
  verifies: z.string(),
  facts: z.array(ActionFact),
  compareUrl: z.string().nullable(),
});
export type ActionSummary = z.infer<typeof ActionSummary>;

export const ActionStep = z.object({ at: IsoTime, text: z.string(), url: z.string().nullable() });
export type ActionStep = z.infer<typeof ActionStep>;

const Signature = z.object({
  by: z.string(),
  /** Of the person or key; null for whoever sits at the machine. */
  id: z.string().nullable(),
  at: IsoTime,
});

export const Action = Origin.extend({
  id: z.string(),
  kind: ActionKind,
  risk: ActionRisk,
  status: ActionStatus,
  target: z.object({
    kind: z.enum(['pipeline', 'deployment']),
    id: z.string(),
    /** `checkout-api`. */
    name: z.string(),
    environment: Environment.nullable(),
  }),
  summary: ActionSummary,
  /** What has to be typed to approve it; null when a click is enough. */
  confirmation: z.string().nullable(),
  /** Somebody else than who proposed it has to approve it. */
  needsSecondPerson: z.boolean(),
  proposed: Signature,
  /** The proposer's own word that others shall decide; until then nobody else sees the proposal. */
  sent: Signature.nullable(),
  approved: Signature.nullable(),
  rejected: Signature.nullable(),
  /** After this moment it can no longer be approved. */
  expiresAt: IsoTime,
  finishedAt: IsoTime.nullable(),
  /** What was done and seen, oldest first. */
  steps: z.array(ActionStep),
  /** The run that came of it. */
  pipelineId: z.string().nullable(),
});
export type Action = z.infer<typeof Action>;
