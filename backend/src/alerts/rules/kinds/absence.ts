import type { RuleCondition } from '@smartops/contract';
import { calm, type Evaluator, fires, isNews, resolves, type State } from '../evaluator.ts';

type Condition = Extract<RuleCondition, { kind: 'absence' }>;

/** Something that used to report says nothing for so long. Whoever never said anything is not missed. */
export function absence({ forMs }: Condition): Evaluator {
  return {
    start: (): State => ({ ...calm }),
    step(state, at, value) {
      if (!isNews(state, at, value)) return undefined;
      state.lastAt = at;
      state.value = value;
      return state.phase === 'firing' ? resolves(state, at, at) : undefined;
    },
    silence(state, now) {
      const at = state.lastAt + forMs;
      if (state.phase === 'firing' || !Number.isFinite(at) || !(now > at)) return undefined;
      state.silent = true;
      return fires(state, state.lastAt, at);
    },
    lookbackMs: forMs,
  };
}
