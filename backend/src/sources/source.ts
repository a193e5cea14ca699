import type {
  DeployRule,
  FailureReason,
  HistoryState,
  Resource,
  RunData,
  Sample,
  SourceEvent,
} from '@smartops/contract';
import type { z } from 'zod';
import { AppError } from '../platform/errors.ts';
import type { SourceActions } from './source-actions.ts';
import type { Webhook } from './webhook.ts';

/** A kind of system SmartOps can watch. Adding one = adding one folder here. */
export interface SourceDefinition<Config> {
  /** Folder name, database key and URL segment. */
  readonly id: string;
  readonly title: string;
  /** Becomes the set-up form in the dashboard. */
  readonly config: z.ZodType<Config>;
  /** Milliseconds between two collects, unless the operator chose otherwise. */
  readonly everyMs: number;
  connect(config: Config, tools: SourceTools): Connection;
}

/** One configured system: an AWS account, an owner's repositories, a chain, a host. */
export interface Connection {
  /** One cheap call that proves the settings work. Throws SourceError. */
  check(signal: AbortSignal): Promise<void>;
  /** Everything new since `cursor`; without one, also the recent past, and older things unless stopped. Throws SourceError. */
  collect(cursor: string | undefined, signal: AbortSignal, history?: HistoryState): Promise<Batch>;
  /** Whether it reads older things bit by bit, so that this can be stopped. */
  readonly hasHistory?: true;
  /** The jobs of a run that was read without them; undefined when the source has none. Throws SourceError. */
  stages?(run: RunData, signal: AbortSignal): Promise<Stages | undefined>;
  /** For each job of a run, by id, the jobs that it waited for; undefined when that is not known. Throws SourceError. */
  needs?(run: RunData, signal: AbortSignal): Promise<ReadonlyMap<string, readonly string[]> | undefined>;
  /** The log that a job's `logRef` points to. Throws SourceError. */
  log?(logRef: string, signal: AbortSignal): Promise<SourceLog>;
  /** What lies between two commits of a service; undefined when one of them is gone. Throws SourceError. */
  compare?(pair: CommitPair, signal: AbortSignal): Promise<CommitRange | undefined>;
  /** What a run that it delivered counts as by these rules; undefined for what is no run. Pure. */
  countsAs?(run: SourceEvent, rules: readonly DeployRule[]): Counted | undefined;
  /** One of them stands in the name or file of a workflow that deploys, where no rule fits. */
  readonly deployWords?: readonly string[];
  /** What may be changed there. */
  readonly actions?: SourceActions;
  /** How it tells of changes by itself. */
  readonly webhook?: Webhook;
  close?(): Promise<void>;
}

export type Stages = Pick<RunData, 'jobs' | 'finishedAt'>;

/** A log as the source has it, or why it has none: not yet, or not any more. */
export type SourceLog =
  | { readonly state: 'text'; readonly text: string }
  | { readonly state: 'waiting' | 'gone'; readonly reason: string };

/** Whether a run is a deployment. */
export interface Counted {
  /** The id that its deployment has, whether it is one or not. */
  readonly id: string;
  /** The resource that is deployed. One that has deployments of its own (`usesDeployments`) takes none of its runs for one. */
  readonly serviceId: string;
  /** Which of the rules decided; undefined for the default. */
  readonly rule: number | undefined;
  readonly deployment: SourceEvent | undefined;
}

export interface CommitPair {
  /** As `DeploymentData.service` has it. */
  readonly service: string;
  readonly base: string;
  readonly head: string;
}

/** What is in `head` and not in `base`; the lists may be shorter than `total`. */
export interface CommitRange {
  readonly status: 'ahead' | 'behind' | 'diverged' | 'identical';
  readonly commits: readonly {
    readonly sha: string;
    readonly title: string;
    readonly author: string | null;
    readonly url: string | null;
  }[];
  readonly total: number;
  readonly files: readonly { readonly name: string; readonly status: string }[];
  readonly url: string | null;
}

export interface Batch {
  readonly resources: readonly Resource[];
  readonly samples: readonly Sample[];
  readonly events: readonly SourceEvent[];
  /** Parts that could not be read this time; the rest of the batch is good. */
  readonly problems: readonly PartProblem[];
  /** Kinds of resource that are complete in this batch, so that what is missing has gone. */
  readonly complete: readonly string[];
  /** Handed back on the next collect. Opaque to everyone but the source. */
  readonly cursor: string | undefined;
}

export interface PartProblem {
  readonly part: string;
  readonly reason: FailureReason;
  readonly message: string;
  readonly fix: string | null;
}

/** The outside world, passed in so that tests can replace it. */
export interface SourceTools {
  /** The connection's id, the prefix of all its resource and event ids. */
  readonly connectionId: string;
  /** The egress door for what the operator configured: time-limited, size-capped. With `fetchTyped` the only way out. */
  readonly fetch: typeof fetch;
  /** The same for addresses that a foreign system named: nothing inside the operator's network unless it is allowed. */
  readonly fetchTyped: typeof fetch;
  readonly now: () => number;
  /** What people chose to count as a deployment; without it the default decides. */
  readonly deployRules?: () => Promise<readonly DeployRule[]>;
}

export interface Source extends Omit<SourceDefinition<unknown>, 'config'> {
  readonly config: z.ZodType;
}

export function defineSource<Config>(source: SourceDefinition<Config>): Source {
  return { ...source, connect: (config, tools) => source.connect(source.config.parse(config), tools) };
}

/** Why a source could not answer. The collector decides by `reason` what to do next. */
export class SourceError extends AppError {
  readonly reason: FailureReason;
  /** Epoch ms before which asking again is useless. */
  readonly retryAt: number | undefined;
  /** What the operator can do, ready to copy where possible. */
  readonly fix: string | undefined;

  constructor(
    reason: FailureReason,
    message: string,
    options: ErrorOptions & { retryAt?: number | undefined; fix?: string | undefined } = {},
  ) {
    super('source-failed', message, options);
    this.reason = reason;
    this.retryAt = options.retryAt;
    this.fix = options.fix;
  }
}
