import type {
  Action,
  ActionKind,
  ActionRisk,
  ActionStatus,
  ActionSummary,
  Environment,
} from '@smartops/contract';
import { statusAt } from './lifecycle.ts';

export interface Signature {
  readonly by: string;
  /** Of the person or key; null for whoever sits at the machine. */
  readonly id: string | null;
  readonly at: number;
}

export interface StoredStep {
  readonly at: number;
  readonly text: string;
  readonly url: string | null;
}

export interface StoredAction {
  readonly id: string;
  readonly connectionId: string;
  readonly kind: ActionKind;
  readonly risk: ActionRisk;
  readonly status: ActionStatus;
  readonly targetKind: Action['target']['kind'];
  readonly targetId: string;
  readonly targetName: string;
  readonly environment: Environment | null;
  readonly lock: string;
  readonly summary: ActionSummary;
  readonly plan: Readonly<Record<string, unknown>>;
  readonly fingerprint: string;
  readonly confirmation: string | null;
  readonly needsSecond: boolean;
  /** For `review`: what was decided. */
  readonly verdict: 'approved' | 'rejected' | null;
  readonly reason: string | null;
  readonly proposed: Signature;
  /** When it was shown to those who may approve it. */
  readonly sent: Signature | null;
  readonly approved: Signature | null;
  readonly rejected: Signature | null;
  readonly expiresAt: number;
  readonly finishedAt: number | null;
  readonly steps: readonly StoredStep[];
  readonly watch: Readonly<Record<string, unknown>> | null;
  readonly pipelineId: string | null;
}

/** An action as people see it. */
export function toAction(one: StoredAction, { demo, now }: { demo: boolean; now: number }): Action {
  const signed = (signature: Signature | null) => signature && { ...signature, at: iso(signature.at) };
  return {
    id: one.id,
    kind: one.kind,
    risk: one.risk,
    status: statusAt(one, now),
    target: { kind: one.targetKind, id: one.targetId, name: one.targetName, environment: one.environment },
    summary: one.summary,
    confirmation: one.confirmation,
    needsSecondPerson: one.needsSecond,
    proposed: { ...one.proposed, at: iso(one.proposed.at) },
    sent: signed(one.sent),
    approved: signed(one.approved),
    rejected: signed(one.rejected),
    expiresAt: iso(one.expiresAt),
    finishedAt: one.finishedAt === null ? null : iso(one.finishedAt),
    steps: one.steps.map((step) => ({ ...step, at: iso(step.at) })),
    pipelineId: one.pipelineId,
    source: one.connectionId,
    demo,
  };
}

const iso = (at: number) => new Date(at).toISOString();
