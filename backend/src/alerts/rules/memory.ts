import type { LiveRule, RuleBook } from './book.ts';
import type { State } from './evaluator.ts';
import type { Subject } from './subject.ts';

/** One rule on one series. */
export interface Entry {
  readonly live: LiveRule;
  readonly metric: string;
  readonly state: State;
  /** As it was last seen. */
  subject: Subject;
  /** The words last handed on, so that the same are not written again. */
  told: string;
  /** How late its newest samples come, in ms: nobody is missed before that is over. */
  lagMs: number;
  /** Up to when silence was taken into account by its last turn: what belongs before that comes late. */
  silentUntil: number;
}

/** What is known about one connection while this process holds its lease. */
export class Memory {
  readonly fence: number;
  readonly entries = new Map<string, Entry>();
  readonly subjects = new Map<string, Subject>();

  constructor(fence: number) {
    this.fence = fence;
  }

  /** Undefined when it has to be made from stored samples. */
  entry({ rule }: LiveRule, subject: Subject): Entry | undefined {
    const entry = this.entries.get(keyOf(rule.id, subject.id));
    if (entry?.live.rule.version !== rule.version) return undefined;
    entry.subject = subject;
    return entry;
  }

  /** Drops what no rule or resource stands for any more. */
  forgetGone(book: RuleBook): void {
    for (const [key, { live, subject }] of this.entries)
      if (!book.has(live.rule) || !this.subjects.has(subject.id)) this.entries.delete(key);
  }

  keep(entry: Entry): void {
    this.entries.set(keyOf(entry.live.rule.id, entry.subject.id), entry);
  }
}

const keyOf = (ruleId: string, subjectId: string) => `${ruleId}\n${subjectId}`;
