import type { RuleCondition } from '@smartops/contract';
import { calm, type Evaluator, fires, isNews, resolves, type State } from '../evaluator.ts';

type Condition = Extract<RuleCondition, { kind: 'state' }>;

/** A bad state that a source names, for a time. A sample is 1 for bad and 0 for well, and holds until the next. */
export function state({ forMs }: Condition): Evaluator {
  function ripe(one: State, now: number) {
    const isRipe = one.phase === 'pending' && now >= one.since + forMs;
    return isRipe ? fires(one, one.since, one.since + forMs) : undefined;
  }
  return {
    start: (): State => ({ ...calm }),
    step(one, at, value) {
      if (!isNews(one, at, value)) return undefined;
      one.lastAt = at;
      one.value = value;
      if (value === 0) {
        if (one.phase === 'firing') return resolves(one, at, at);
        one.phase = 'quiet';
        return undefined;
      }
      if (one.phase === 'quiet') {
        one.phase = 'pending';
        one.since = at;
      }
      return ripe(one, at);
    },
    silence: ripe,
    lookbackMs: forMs,
  };
}
