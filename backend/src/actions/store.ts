import type { ActionStatus } from '@smartops/contract';
import { type SQL, sql } from 'drizzle-orm';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import { busy } from './lifecycle.ts';
import type { Signature, StoredAction, StoredStep } from './stored-action.ts';

export type Sql = Pick<NodePgDatabase, 'execute' | 'transaction'>;

interface Row extends Record<string, unknown> {
  id: string;
  connection_id: string;
  kind: StoredAction['kind'];
  risk: StoredAction['risk'];
  status: ActionStatus;
  target_kind: StoredAction['targetKind'];
  target_id: string;
  target_name: string;
  environment: StoredAction['environment'];
  lock: string;
  summary: StoredAction['summary'];
  plan: Record<string, unknown>;
  fingerprint: string;
  confirmation: string | null;
  needs_second: boolean;
  verdict: StoredAction['verdict'];
  reason: string | null;
  proposed: Signature;
  sent: Signature | null;
  approved: Signature | null;
  rejected: Signature | null;
  expires_at: string;
  finished_at: string | null;
  steps: StoredStep[];
  watch: Record<string, unknown> | null;
  pipeline_id: string | null;
}

export interface ActionFilter {
  readonly statuses?: readonly ActionStatus[] | undefined;
  readonly target?: string | undefined;
  /** Leaves out proposals that only others see; everything when left out. */
  readonly seenBy?: 'everybody' | { readonly signer: Signature['id'] };
  readonly limit: number;
}

/** A process that says nothing for so long has ended. */
export const holdMs = 60_000;

/** What a move brings with it. */
export interface Change {
  readonly holder?: string;
  readonly heldUntil?: number;
  readonly approved?: Signature;
  readonly rejected?: Signature;
  readonly finishedAt?: number;
  readonly watch?: Readonly<Record<string, unknown>>;
  readonly pipelineId?: string | null;
  readonly step?: StoredStep;
}

/** The actions of one workspace. */
export function actionStore(database: Sql, workspace = 'default') {
  return { add, find, list, send, move, note, take, hold };

  async function add(one: StoredAction): Promise<void> {
    await database.execute(sql`
      insert into action (workspace_id, id, connection_id, kind, risk, status, target_kind, target_id, target_name,
        environment, lock, summary, plan, fingerprint, confirmation, needs_second, verdict, reason, proposed, sent,
        proposed_at, expires_at, steps)
      values (${workspace}, ${one.id}, ${one.connectionId}, ${one.kind}, ${one.risk}, ${one.status}, ${one.targetKind},
        ${one.targetId}, ${one.targetName}, ${one.environment}, ${one.lock}, ${json(one.summary)}, ${json(one.plan)},
        ${one.fingerprint}, ${one.confirmation}, ${one.needsSecond}, ${one.verdict}, ${one.reason},
        ${json(one.proposed)}, ${orNull(one.sent ?? undefined)}, ${one.proposed.at}, ${one.expiresAt}, ${json(one.steps)})`);
  }

  async function find(id: string): Promise<StoredAction | undefined> {
    const [found] = await read(sql`select * from action where workspace_id = ${workspace} and id = ${id}`);
    return found;
  }

  /** Newest first. */
  async function list({ statuses, target, seenBy, limit }: ActionFilter): Promise<StoredAction[]> {
    const signer = typeof seenBy === 'object' && sql`proposed ->> 'id' is not distinct from ${seenBy.signer}`;
    return read(sql`
      select * from action where workspace_id = ${workspace}
        and (${statuses === undefined} or status in ${statuses?.length ? statuses : ['']})
        and (${target ?? null}::text is null or target_id = ${target ?? null})
        and (${seenBy === undefined} or status <> 'proposed' or sent is not null or ${signer || sql`false`})
      order by proposed_at desc, id limit ${limit}`);
  }

  /** Undefined when it is no proposal any more. */
  async function send(id: string, sent: Signature): Promise<StoredAction | undefined> {
    const [moved] = await read(sql`
      update action set sent = coalesce(sent, ${json(sent)})
      where workspace_id = ${workspace} and id = ${id} and status = 'proposed' returning *`);
    return moved;
  }

  /**
   * Takes it from one status to another, if it is still there: of two who try, one gets it, and the other undefined.
   * A target that is busy makes PostgreSQL refuse with 23505.
   */
  async function move(
    id: string,
    [from, to]: readonly [ActionStatus, ActionStatus],
    { approved, rejected, finishedAt, watch, pipelineId, step, holder, heldUntil }: Change,
  ): Promise<StoredAction | undefined> {
    const [moved] = await read(sql`
      update action set status = ${to},
        approved = coalesce(${orNull(approved)}, approved), rejected = coalesce(${orNull(rejected)}, rejected),
        finished_at = coalesce(${finishedAt ?? null}::bigint, finished_at), watch = coalesce(${orNull(watch)}, watch),
        pipeline_id = coalesce(${pipelineId ?? null}, pipeline_id),
        holder = coalesce(${holder ?? null}, holder), held_until = coalesce(${heldUntil ?? null}::bigint, held_until),
        steps = steps || ${json(step ? [step] : [])}
      where workspace_id = ${workspace} and id = ${id} and status = ${from} returning *`);
    return moved;
  }

  /** Those that are to be looked after and that nobody holds, or all of them, now held by `holder`. */
  async function take(holder: string, now: number, all: boolean): Promise<StoredAction[]> {
    return read(sql`
      update action set holder = ${holder}, held_until = ${now + holdMs}
      where workspace_id = ${workspace} and status in ${[...busy]} and (${all} or held_until < ${now}) returning *`);
  }

  /** False when somebody else took it over meanwhile. */
  async function hold(id: string, holder: string, now: number): Promise<boolean> {
    const { rows } = await database.execute(sql`
      update action set held_until = ${now + holdMs}
      where workspace_id = ${workspace} and id = ${id} and holder = ${holder} returning 1`);
    return rows.length > 0;
  }

  async function note(id: string, step: StoredStep): Promise<void> {
    await database.execute(sql`
      update action set steps = steps || ${json([step])} where workspace_id = ${workspace} and id = ${id}`);
  }

  async function read(statement: SQL): Promise<StoredAction[]> {
    return (await database.execute<Row>(statement)).rows.map(toStored);
  }
}

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;
const orNull = (value: unknown) => (value === undefined ? sql`null::jsonb` : json(value));

function toStored(row: Row): StoredAction {
  return {
    id: row.id,
    connectionId: row.connection_id,
    kind: row.kind,
    risk: row.risk,
    status: row.status,
    targetKind: row.target_kind,
    targetId: row.target_id,
    targetName: row.target_name,
    environment: row.environment,
    lock: row.lock,
    summary: row.summary,
    plan: row.plan,
    fingerprint: row.fingerprint,
    confirmation: row.confirmation,
    needsSecond: row.needs_second,
    verdict: row.verdict,
    reason: row.reason,
    proposed: row.proposed,
    sent: row.sent,
    approved: row.approved,
    rejected: row.rejected,
    expiresAt: Number(row.expires_at),
    finishedAt: row.finished_at === null ? null : Number(row.finished_at),
    steps: row.steps,
    watch: row.watch,
    pipelineId: row.pipeline_id,
  };
}

/** Whether PostgreSQL refused because the target is busy. */
export function isBusyLock(error: unknown): boolean {
  const { code, constraint, cause } = Object(error) as {
    code?: unknown;
    constraint?: unknown;
    cause?: unknown;
  };
  return (code === '23505' && constraint === 'action_lock') || (cause !== undefined && isBusyLock(cause));
}
