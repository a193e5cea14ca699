import { setTimeout as sleep } from 'node:timers/promises';
import { SourceError } from '../sources/source.ts';
import type { SourceActions } from '../sources/source-actions.ts';
import { type ActionMove, advance, patienceMs } from './lifecycle.ts';
import { actionStore, type Change, type Sql } from './store.ts';
import type { StoredAction } from './stored-action.ts';

export interface ExecutorPorts {
  readonly database: Sql;
  readonly workspace: string;
  /** Names this process. */
  readonly holder: string;
  readonly now: () => number;
  actions(connectionId: string): SourceActions | undefined;
  /** Writes how it ended into the audit log. */
  record(tx: Sql, action: StoredAction): Promise<void>;
  changed(): void;
  /** Something has changed there. */
  acted(connectionId: string): void;
  failed(error: unknown): void;
  /** No other process works on this database: whatever was left behind is ours at once. */
  readonly alone?: boolean;
  /** Milliseconds between two looks at what is being watched. */
  readonly lookEveryMs?: number;
}

const runMs = 30_000;
const sweepMs = 20_000;
/** What takes longer than this is watched by people. */
const watchMs = 60 * 60_000;

/**
 * Runs what was approved and watches what becomes of it. Any process may take over from one that ended: what was being
 * watched is watched on, what was being asked for is `unknown` and never asked for again.
 */
export class Executor {
  readonly holder: string;
  private readonly ports: ExecutorPorts;
  private readonly stopping = new AbortController();
  private readonly going = new Map<string, Promise<void>>();
  private readonly timer: NodeJS.Timeout;

  constructor(ports: ExecutorPorts) {
    this.ports = ports;
    this.holder = ports.holder;
    this.timer = setInterval(() => void this.sweep(), sweepMs).unref();
  }

  start(action: StoredAction): void {
    if (this.going.has(action.id) || this.stopping.signal.aborted) return;
    const work = this.take(action)
      .catch((error: unknown) => {
        if (!this.stopping.signal.aborted) this.ports.failed(error);
      })
      .finally(() => this.going.delete(action.id));
    this.going.set(action.id, work);
  }

  /** Goes on with what an earlier process left behind. */
  resume(): Promise<void> {
    return this.sweep(this.ports.alone);
  }

  /** Takes over what nobody looks after. */
  private async sweep(all = false): Promise<void> {
    const { database, workspace, now, failed } = this.ports;
    try {
      for (const action of await actionStore(database, workspace).take(this.holder, now(), all))
        this.start(action);
    } catch (error) {
      failed(error);
    }
  }

  /** Resolves when nothing of it goes on here; what was not finished is taken up at the next start. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await Promise.all(this.going.values());
  }

  /** Resolves when nothing is going on. */
  async idle(): Promise<void> {
    while (this.going.size > 0) await Promise.all(this.going.values());
  }

  private async take(action: StoredAction): Promise<void> {
    const { now } = this.ports;
    if (action.status === 'verifying') return this.watch(action);
    if (action.status === 'running')
      return void (await this.end(
        action,
        'lose',
        'The program ended before the answer was known. Look there before asking again',
      ));
    if (now() - (action.approved?.at ?? 0) > patienceMs)
      return void (await this.end(action, 'expire', 'It was approved too long ago to begin now'));
    const running = await this.move(action, 'start', {});
    if (running) await this.run(running);
  }

  private async run(action: StoredAction): Promise<void> {
    const { now } = this.ports;
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(runMs)]);
    try {
      const actions = this.ports.actions(action.connectionId);
      if (!actions) throw new SourceError('malformed', 'The connection is gone');
      const { text, url, watch, pipelineId } = await actions.run(action.plan, signal);
      const watching = await this.move(action, 'watch', {
        watch,
        pipelineId,
        step: { at: now(), text, url },
      });
      this.ports.acted(action.connectionId);
      if (watching) await this.watch(watching);
    } catch (error) {
      if (this.stopping.signal.aborted) throw error;
      const isKnown = error instanceof SourceError && error.reason !== 'unreachable';
      const text = error instanceof SourceError ? error.message : 'It could not be asked for';
      if (!(error instanceof SourceError)) this.ports.failed(error);
      await (isKnown
        ? this.end(action, 'fail', text)
        : this.end(
            action,
            'lose',
            `${text}. It may have been done all the same: look there before asking again`,
          ));
    }
  }

  private async watch(action: StoredAction): Promise<void> {
    const { database, workspace, now, lookEveryMs = 5_000, changed } = this.ports;
    const store = actionStore(database, workspace);
    const { signal } = this.stopping;
    let seen = action.steps.at(-1)?.text;
    while (await store.hold(action.id, this.holder, now())) {
      const progress = await this.look(action, signal);
      if (progress && progress.state !== 'going') {
        this.ports.acted(action.connectionId);
        const move = progress.state === 'succeeded' ? 'succeed' : 'fail';
        return void (await this.end(action, move, progress.text, progress.url));
      }
      if (progress && progress.text !== seen) {
        seen = progress.text;
        this.ports.acted(action.connectionId);
        await store.note(action.id, { at: now(), text: progress.text, url: progress.url });
        changed();
      }
      if (now() - (action.approved?.at ?? 0) > watchMs)
        return void (await this.end(action, 'lose', 'It was not seen to end within an hour'));
      await sleep(lookEveryMs, undefined, { signal });
    }
  }

  /** Undefined when it could not be seen this time. */
  private async look({ connectionId, watch }: StoredAction, signal: AbortSignal) {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(runMs)]);
    try {
      return await this.ports.actions(connectionId)?.follow(watch, bounded);
    } catch (error) {
      if (error instanceof SourceError) return undefined;
      throw error;
    }
  }

  private async end(action: StoredAction, move: ActionMove, text: string, url: string | null = null) {
    const at = this.ports.now();
    return this.move(action, move, { finishedAt: at, step: { at, text, url } });
  }

  /** With its audit row when it ends. Undefined when it is no longer where it was. */
  private async move(
    action: StoredAction,
    move: ActionMove,
    change: Change,
  ): Promise<StoredAction | undefined> {
    const { database, workspace, record, changed } = this.ports;
    const to = advance(action.status, move);
    const moved = await database.transaction(async (tx) => {
      const after = await actionStore(tx, workspace).move(action.id, [action.status, to], change);
      if (after && change.finishedAt !== undefined) await record(tx, after);
      return after;
    });
    changed();
    return moved;
  }
}
