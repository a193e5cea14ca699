import type { MemberRole, RunData } from '@smartops/contract';
import type { Database } from '../platform/database/database.ts';
import { AppError } from '../platform/errors.ts';
import type { Caller } from '../platform/http/caller.ts';
import { SourceError } from '../sources/source.ts';
import type { Prepared, SourceActions } from '../sources/source-actions.ts';
import type { ActionContext, Doer, Recorded } from './context.ts';
import { Executor } from './executor.ts';
import { actionStore, type Sql } from './store.ts';
import type { StoredAction } from './stored-action.ts';

/** A source that does what a test tells it and counts what it is asked. */
export interface FakeSource extends SourceActions {
  environment: Prepared['environment'];
  fingerprint: string;
  refuses: Error | undefined;
  /** What `run` does instead of answering. */
  runs: (() => Promise<void>) | undefined;
  state: 'going' | 'succeeded' | 'failed';
  asked: number;
}

export function fakeSource(): FakeSource {
  const source: FakeSource = {
    environment: 'production',
    fingerprint: 'one',
    refuses: undefined,
    runs: undefined,
    state: 'succeeded',
    asked: 0,
    async prepare(wish) {
      if (source.refuses) throw source.refuses;
      return {
        summary: {
          title: 'Run it again',
          does: 'It runs again.',
          verifies: 'It ends well.',
          facts: [],
          compareUrl: null,
        },
        environment: source.environment,
        lock: 'checkout-api production',
        plan: { runId: 'run' in wish ? wish.run.runId : '7' },
        fingerprint: source.fingerprint,
      };
    },
    async run() {
      source.asked++;
      await source.runs?.();
      return { watch: { runId: '7' }, text: 'GitHub makes attempt 2', url: null, pipelineId: '7' };
    },
    follow: async () => ({ state: source.state, text: `It ${source.state}`, url: 'https://github.com/x/y' }),
  };
  return source;
}

export const lostAnswer = () =>
  Promise.reject(new SourceError('unreachable', 'No answer from api.github.com'));
export const refused = () => Promise.reject(new SourceError('forbidden', 'GitHub refuses: already running'));

export const run: RunData = {
  ...{
    runId: '7',
    workflow: 'Deploy',
    repository: 'harbor/checkout-api',
    branch: 'main',
    sha: 'a'.repeat(40),
  },
  ...{
    author: 'ada',
    message: 'Pool',
    status: 'failed',
    rawStatus: 'failure',
    attempt: 1,
    url: 'https://x.example',
  },
  ...{ startedAt: 1, updatedAt: 2, finishedAt: 2, jobs: [] },
};

export type Bench = ReturnType<typeof openBench>;

/** The room without HTTP, over an empty database. */
export function openBench(database: Database, source = fakeSource(), { twoPeople = false } = {}) {
  const clock = { aheadMs: 0 };
  const now = () => Date.now() + clock.aheadMs;
  const audit: (Recorded & { readonly outcome: string; readonly by: string })[] = [];
  const ended: StoredAction[] = [];
  const broken: unknown[] = [];
  const newExecutor = (holder: string) =>
    new Executor({
      ...{ database: database.sql, workspace: 'default', now, holder, lookEveryMs: 5 },
      actions: () => source,
      record: async (_tx, action) => void ended.push(action),
      changed() {},
      acted() {},
      failed: (error) => broken.push(error),
    });
  const contextOf = (executor: Executor): ActionContext => ({
    ...{ database: database.sql, workspace: 'default', now, executor, twoPeople },
    event: async () => undefined,
    run: async (id) =>
      id === '7' ? ({ id: 'gh:run:7', connectionId: 'gh', data: run } as never) : undefined,
    actions: () => source,
    changed() {},
  });
  const doer = (role: MemberRole, name: string = role, approver = false): Doer => ({
    caller: { kind: 'person', id: name, name, role, approver } as Caller,
    async privileged(step, work) {
      try {
        const done = await database.sql.transaction((tx) => work(tx as Sql));
        audit.push({ ...step, outcome: 'allowed', by: name });
        return done;
      } catch (error) {
        if (error instanceof AppError) audit.push({ ...step, outcome: 'refused', by: name });
        throw error;
      }
    },
  });
  const find = async (id: string) => {
    const found = await actionStore(database.sql).find(id);
    if (!found) throw new Error(`There is no action ${id}`);
    return found;
  };
  return { source, clock, now, audit, ended, broken, newExecutor, contextOf, doer, find };
}
