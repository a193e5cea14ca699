import type { ActionKind, ActionSummary, DeploymentData, Environment, RunData } from '@smartops/contract';

/** What somebody wants done. What it is about was read from our own database, never from what they typed. */
export type Wish =
  | { readonly kind: Extract<ActionKind, 'rerun' | 'rerun-failed' | 'cancel'>; readonly run: RunData }
  | {
      readonly kind: Extract<ActionKind, 'review'>;
      readonly run: RunData;
      readonly verdict: 'approved' | 'rejected';
      readonly reason: string;
    }
  | {
      readonly kind: Extract<ActionKind, 'redeploy' | 'rollback'>;
      readonly deployment: DeploymentData;
      /** The source's own id of it. */
      readonly deploymentId: string;
    };

/** What would happen. */
export interface Prepared {
  readonly summary: ActionSummary;
  readonly environment: Environment | null;
  /** Two with the same lock never run at once: one environment of one repository, one run. */
  readonly lock: string;
  /** For `run`; opaque to everyone but the source. */
  readonly plan: Readonly<Record<string, unknown>>;
  /** Other when anything that the plan rests on has changed. */
  readonly fingerprint: string;
}

export interface Started {
  /** For `follow`; opaque to everyone but the source. */
  readonly watch: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly url: string | null;
  readonly pipelineId: string | null;
}

export interface Progress {
  readonly state: 'going' | 'succeeded' | 'failed';
  /** What is seen now; written down when it is another than before. */
  readonly text: string;
  readonly url: string | null;
}

/** What a source may change, with credentials of its own. */
export interface SourceActions {
  /** Reads how things stand. Throws SourceError, and ConflictError with why it must not be done. */
  prepare(wish: Wish, signal: AbortSignal): Promise<Prepared>;
  /** Asks for it, once. Throws SourceError: `unreachable` when it may have been done all the same. */
  run(plan: unknown, signal: AbortSignal): Promise<Started>;
  /** What has become of it. Throws SourceError. */
  follow(watch: unknown, signal: AbortSignal): Promise<Progress>;
}
