import type { Resource, Sample } from '@smartops/contract';
import { bySeries } from '../../signals/incoming.ts';
import type { Decision } from '../alert.ts';
import { RuleBook } from './book.ts';
import { decisionOf, type Turn } from './decide.ts';
import { feed, type Verdict } from './evaluator.ts';
import { ruleFactsStore, type Tx } from './facts-store.ts';
import { type Entry, Memory } from './memory.ts';
import { rebuildAll, type Unknown } from './rebuild.ts';
import type { StoredRule } from './rule.ts';

interface Fresh {
  readonly connectionId: string;
  readonly samples: readonly Sample[];
  readonly resources: readonly Resource[];
}

/**
 * The rules while the program runs. What a rule knows of a series stays in memory only after the transaction that it
 * was learnt in was committed; whatever is missing is made from stored samples.
 */
export class LiveRules {
  private current = new RuleBook([]);
  private readonly memories = new Map<string, Memory>();
  private readonly queues = new Map<string, Promise<unknown>>();

  get book(): RuleBook {
    return this.current;
  }

  /** The connections that this process looks at, with what proves it. */
  get held(): readonly { readonly connectionId: string; readonly fence: number }[] {
    return [...this.memories].map(([connectionId, { fence }]) => ({ connectionId, fence }));
  }

  use(rules: readonly StoredRule[]): void {
    this.current = new RuleBook(rules);
  }

  /**
   * Does the work of one transaction on a connection, one after the other; when it fails, what it taught is forgotten.
   * Without a fence for who only passes something on: where the connection is looked at elsewhere, nothing is kept.
   */
  async during<Result>(
    connectionId: string,
    fence: number | undefined,
    work: () => Promise<Result>,
  ): Promise<Result> {
    const before = this.queues.get(connectionId);
    const run = (async () => {
      await before?.catch(() => undefined);
      const known = this.memories.get(connectionId);
      if (!known || (fence !== undefined && known.fence !== fence))
        this.memories.set(connectionId, new Memory(fence ?? 0));
      try {
        const result = await work();
        if (!known && fence === undefined) this.memories.delete(connectionId);
        return result;
      } catch (error) {
        this.memories.delete(connectionId);
        throw error;
      }
    })();
    this.queues.set(connectionId, run);
    return run;
  }

  /** Within `during`. */
  memory(connectionId: string): Memory {
    return this.memories.get(connectionId) ?? new Memory(0);
  }

  /** What new samples of a connection call for. */
  async judge(tx: Tx, { connectionId, samples, resources }: Fresh, now: number): Promise<Decision[]> {
    const memory = this.memory(connectionId);
    for (const { id } of resources) memory.subjects.delete(id);
    const series = bySeries(samples.filter(({ metric }) => this.current.of(metric).length > 0));
    await learnSubjects(
      tx,
      memory,
      series.map(({ resourceId }) => resourceId),
    );
    const turns: Turn[] = [];
    const unknown: Unknown[] = [];
    for (const { resourceId, metric, samples: own, firstAt, lastAt } of series) {
      const subject = memory.subjects.get(resourceId);
      if (!subject) continue;
      for (const live of this.current.matches(subject, metric)) {
        const entry = memory.entry(live, subject);
        const lagMs = Math.max(now - lastAt, (entry?.lagMs ?? 0) * 0.9);
        // What comes late or again belongs among what was judged already: the state is made anew with it.
        const { silentUntil = Number.NEGATIVE_INFINITY } = entry ?? {};
        if (entry && firstAt > Math.max(entry.state.lastAt, silentUntil)) turns.push(step(entry, own, lagMs));
        else unknown.push({ live, subject, metric, lagMs, silentUntil, ...(entry && { lateAt: firstAt }) });
      }
    }
    const known = turns.flatMap((turn) => decisionOf(turn) ?? []);
    return [...known, ...(await rebuildAll(tx, unknown, { memory, connectionId, now }))];
  }
}

/** Looks up what is not known yet of these resources. */
export async function learnSubjects(tx: Tx, memory: Memory, wanted: readonly string[]): Promise<void> {
  const ids = [...new Set(wanted)].filter((id) => !memory.subjects.has(id));
  if (ids.length === 0) return;
  for (const subject of await ruleFactsStore(tx).subjects({ ids })) memory.subjects.set(subject.id, subject);
}

function step(entry: Entry, samples: readonly Sample[], lagMs: number): Turn {
  let last: Verdict | undefined;
  entry.lagMs = lagMs;
  const columns = { at: samples.map(({ at }) => at), values: samples.map(({ value }) => value) };
  feed({ evaluator: entry.live.evaluator, state: entry.state }, columns, (verdict) => {
    last = verdict;
  });
  return { entry, verdict: last };
}
