import { GitHubAccountAttributes, type HistoryState, type SourceState } from '@smartops/contract';
import type { ConnectionHealth } from '../collector/health.ts';
import type { StoredResource } from '../signals/read-store.ts';

/** A connection that is watched now, with how it is doing. */
export interface WatchedState {
  readonly id: string;
  readonly source: string;
  readonly title: string;
  readonly demo: boolean;
  readonly everyMs: number;
  readonly health: ConnectionHealth;
  readonly history?: HistoryState;
}

export type WatchedById = ReadonlyMap<string, WatchedState>;

export function toSourceState({ id, source, title, demo, everyMs, health }: WatchedState): SourceState {
  return {
    id,
    kind: source,
    title,
    demo,
    state: health.state,
    since: iso(health.since),
    readAt: health.readAt === null ? null : iso(health.readAt),
    intervalMs: everyMs,
    retryAt: health.retryAt === null ? null : iso(health.retryAt),
    problems: health.problems.map(({ since, ...problem }) => ({ ...problem, since: iso(since) })),
  };
}

/** Kinds of resource that say more of their connection than its health does. */
export const accountKinds = ['github.account'] as const;

/** Each source with what its account says of it. */
export function toSourceStates(
  watched: readonly WatchedState[],
  accounts: readonly StoredResource[],
): SourceState[] {
  return watched.map((one) => {
    const account = accounts.find(({ connectionId }) => connectionId === one.id);
    const { abilities, progress } = GitHubAccountAttributes.safeParse(account?.attributes).data ?? {};
    return {
      ...toSourceState(one),
      ...(abilities && abilities.length > 0 && { abilities }),
      ...(progress !== undefined && { progress, history: one.history ?? 'reading' }),
    };
  });
}

/** What stands in the way of one part of a source; the source as a whole speaks for each of its parts. */
export function problemOf({ health }: WatchedState, part: string) {
  return health.problems.find((problem) => problem.part === 'all' || problem.part === part);
}

const iso = (at: number) => new Date(at).toISOString();
