import type { RuleCondition, RuleSpec } from '@smartops/contract';
import { type Evaluator, isNews, type State } from '../evaluator.ts';
import { threshold } from './threshold.ts';

type Condition = Extract<RuleCondition, { kind: 'change' }>;
type Inner = ReturnType<typeof threshold>;
type InnerState = ReturnType<Inner['start']>;

interface ChangeState extends State {
  /** The limit on the percentage, as a rule of its own. */
  inner: InnerState;
  /** The stretch of time that is being filled, counted from the epoch; -1 before the first sample. */
  open: number;
  /** A ring of stretches: which one stands in a slot, the sum of its readings and how many. */
  stretches: Float64Array;
  sums: Float64Array;
  counts: Float64Array;
}

const day = 86_400_000;
/** A window is judged anew at each fifth of it. */
const parts = 5;
/** Fewer filled parts than this say nothing about a window. */
const enough = 3;

/**
 * The mean of a window against an earlier one. From a mean of 0 no percentage leads anywhere, and of a window that is half
 * empty nothing is known: both change nothing.
 */
export function change(condition: Condition, spec: Pick<RuleSpec, 'noData'>): Evaluator<ChangeState> {
  const { windowMs, against, side, percent, metric } = condition;
  const stretchMs = Math.ceil(windowMs / parts);
  const backMs = against === 'previous' ? windowMs : against === 'day' ? day : 7 * day;
  const back = Math.round(backMs / stretchMs);
  const slots = back + parts + 1;
  const inner = threshold(
    {
      ...{ kind: 'threshold', metric, side, critical: null, forMs: 0, atLeast: null },
      value: side === 'above' ? percent : -percent,
      clear: { forMs: condition.clear.forMs, value: clearOf(condition) },
    },
    spec,
    // It is judged once a stretch: the time between is no silence.
    stretchMs,
  );

  /** The mean of the stretches that end with this one. */
  function mean(state: ChangeState, last: number): number | undefined {
    let [sum, count, filled] = [0, 0, 0];
    for (let stretch = last - parts + 1; stretch <= last; stretch++) {
      const slot = ((stretch % slots) + slots) % slots;
      if (state.stretches[slot] !== stretch) continue;
      sum += state.sums[slot] ?? 0;
      count += state.counts[slot] ?? 0;
      filled++;
    }
    return filled >= enough ? sum / count : undefined;
  }

  function percentAt(state: ChangeState, last: number): number | undefined {
    const [now, before] = [mean(state, last), mean(state, last - back)];
    return now === undefined || !before ? undefined : ((now - before) / Math.abs(before)) * 100;
  }

  function add(state: ChangeState, stretch: number, value: number): void {
    const slot = stretch % slots;
    if (state.stretches[slot] !== stretch) {
      state.stretches[slot] = stretch;
      state.sums[slot] = 0;
      state.counts[slot] = 0;
    }
    state.sums[slot] = (state.sums[slot] ?? 0) + value;
    state.counts[slot] = (state.counts[slot] ?? 0) + 1;
  }

  return {
    start: () => {
      const column = () => new Float64Array(slots);
      const columns = { stretches: column().fill(-1), sums: column(), counts: column() };
      return { ...inner.start(), inner: inner.start(), open: -1, ...columns };
    },
    step(state, at, value) {
      if (!isNews(state, at, value)) return undefined;
      const stretch = Math.floor(at / stretchMs);
      const closed = stretch > state.open && state.open >= 0 ? percentAt(state, state.open) : undefined;
      const endedAt = (state.open + 1) * stretchMs;
      state.open = stretch;
      add(state, stretch, value);
      state.lastAt = at;
      return closed === undefined ? undefined : through(state, (one) => inner.step(one, endedAt, closed));
    },
    ...(spec.noData !== 'keep' && {
      silence: (state: ChangeState, now: number) => through(state, (one) => inner.silence?.(one, now)),
    }),
    lookbackMs: backMs + 2 * windowMs + inner.lookbackMs,
  };
}

/** Lets the inner rule judge and shows its outcome as one's own. */
function through<Result>(state: ChangeState, judge: (inner: InnerState) => Result): Result {
  const { inner } = state;
  // An alert that is gone on with is known to the outer state only.
  if (state.phase === 'firing' && inner.phase !== 'firing') {
    inner.phase = 'firing';
    inner.since = state.since;
  }
  const result = judge(inner);
  const { phase, since, endedAt, value, silent } = inner;
  Object.assign(state, { phase, since, endedAt, value, silent });
  return result;
}

function clearOf({ clear, side }: Condition): number | null {
  if (clear.value === null) return null;
  return side === 'above' ? clear.value : -Math.abs(clear.value);
}
