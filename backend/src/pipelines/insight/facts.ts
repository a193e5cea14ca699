import type { Outcome } from '@smartops/contract';

/** How a job ended, in the source's own word. */
export interface JobOutcome {
  readonly name: string;
  readonly rawStatus: string;
}

/** A run as far as figures need it. Times are epoch ms. */
export interface RunFact {
  readonly connectionId: string;
  readonly repository: string;
  readonly workflow: string;
  readonly runId: string;
  readonly sha: string;
  readonly outcome: Outcome;
  readonly attempt: number;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly committedAt: number | null;
  readonly jobs: readonly (JobOutcome & { readonly startedAt: number | null })[];
  /** Of the attempts before that are kept. */
  readonly earlier: readonly (readonly JobOutcome[])[];
}

/** A deployment to production. */
export interface DeployFact {
  readonly connectionId: string;
  readonly resourceId: string;
  readonly service: string;
  readonly sha: string;
  readonly went: 'well' | 'badly' | 'unknown';
  /** When it ended; its beginning where the source says no more. */
  readonly at: number;
}

export interface Span {
  readonly from: number;
  /** Not in it any more. */
  readonly to: number;
}

export const isIn = ({ from, to }: Span, at: number): boolean => at >= from && at < to;
