import type { RuleCondition, RuleSpec } from '@smartops/contract';
import { calm, type Evaluator, fires, isNews, resolves, type State, type Verdict } from '../evaluator.ts';

type Condition = Extract<RuleCondition, { kind: 'threshold' }>;

interface ThresholdState extends State {
  /** Since when it has been on the good side again while it fires; NaN while it is not. */
  calmSince: number;
  /** The same for the critical limit. */
  easedSince: number;
  /** Whether each of the last readings was beyond, oldest first; only where some of many decide. */
  recent: boolean[];
}

const minute = 60_000;
const slowestMs = 5 * minute;

/** A series that says nothing for so long is silent, and what it said before is no longer one run with what it says next. */
function silenceMsOf({ forMs, clear }: Pick<Condition, 'forMs' | 'clear'>, everyMs: number): number {
  return Math.max(forMs, clear.forMs, everyMs) * 2;
}

/** A condition in numbers that rise towards trouble, whichever side is wrong. */
interface Limits {
  readonly sign: number;
  readonly limit: number;
  readonly critical: number;
  readonly clear: number;
  readonly clearMs: number;
  readonly forMs: number;
  readonly silenceMs: number;
  readonly atLeast: Condition['atLeast'];
}

function limitsOf(condition: Condition, everyMs: number): Limits {
  const { side, value, critical, clear, forMs, atLeast } = condition;
  const sign = side === 'above' ? 1 : -1;
  return {
    ...{ sign, forMs, atLeast, clearMs: clear.forMs, silenceMs: silenceMsOf(condition, everyMs) },
    limit: value * sign,
    critical: critical === null ? Number.POSITIVE_INFINITY : critical * sign,
    clear: (clear.value ?? value) * sign,
  };
}

/**
 * A reading beyond a limit, for a time, or in some of the last readings; over when back beyond the clear value for a time.
 * `everyMs`: how far apart readings may be that belong together.
 */
export function threshold(
  condition: Condition,
  { noData }: Pick<RuleSpec, 'noData'>,
  everyMs = slowestMs,
): Evaluator<ThresholdState> {
  const limits = limitsOf(condition, Math.max(everyMs, slowestMs));
  const { forMs, clearMs, silenceMs, atLeast } = limits;
  const lookbackMs = Math.max(forMs, clearMs) + silenceMs + (atLeast?.of ?? 0) * slowestMs;
  return {
    start: () => ({ ...calm, calmSince: Number.NaN, easedSince: Number.NaN, recent: [] }),
    step(state, at, value) {
      if (!isNews(state, at, value)) return undefined;
      if (at - state.lastAt > silenceMs) afterSilence(state);
      state.lastAt = at;
      state.value = value;
      return judge(limits, state);
    },
    silence: (state: ThresholdState, now: number) =>
      noData === 'keep'
        ? holdOn(limits, state, now)
        : silence(state, state.lastAt + silenceMs, { now, noData }),
    lookbackMs,
    ...(noData === 'keep' && { deafAfterMs: lookbackMs }),
  };
}

function judge(limits: Limits, state: ThresholdState): Verdict | undefined {
  const at = state.lastAt;
  const height = state.value * limits.sign;
  const isBeyond = height >= limits.limit;
  const isBad = limits.atLeast ? isOften(state, limits.atLeast, isBeyond) : isBeyond;
  if (state.phase === 'firing') return whileFiring(limits, state, isBad);
  if (!isBad) {
    state.phase = 'quiet';
    return undefined;
  }
  if (state.phase === 'quiet') {
    state.phase = 'pending';
    state.since = at;
  }
  return at - state.since < limits.forMs ? undefined : begin(limits, state, at);
}

function isOften(
  { recent }: ThresholdState,
  { readings, of }: NonNullable<Limits['atLeast']>,
  isBeyond: boolean,
): boolean {
  recent.push(isBeyond);
  if (recent.length > of) recent.shift();
  return recent.reduce((count, one) => count + Number(one), 0) >= readings;
}

function whileFiring(limits: Limits, state: ThresholdState, isBad: boolean): Verdict | undefined {
  const at = state.lastAt;
  const height = state.value * limits.sign;
  if (!isBad && height < limits.clear) {
    if (Number.isNaN(state.calmSince)) state.calmSince = at;
    if (at - state.calmSince >= limits.clearMs) return resolves(state, state.calmSince, at);
  } else state.calmSince = Number.NaN;
  return reweigh(limits, state, height);
}

/** Worse at once; less bad only after as long as an end would take. */
function reweigh(limits: Limits, state: ThresholdState, height: number): Verdict | undefined {
  const at = state.lastAt;
  if (height >= limits.critical) {
    state.easedSince = Number.NaN;
    if (state.critical) return undefined;
    state.critical = true;
    return fires(state, state.since, at);
  }
  if (!state.critical) return undefined;
  if (Number.isNaN(state.easedSince)) state.easedSince = at;
  if (at - state.easedSince < limits.clearMs) return undefined;
  state.critical = false;
  return fires(state, state.since, at);
}

/** The last reading holds until there is another: what is beyond stays so, and its time runs out. */
function holdOn(limits: Limits, state: ThresholdState, now: number): Verdict | undefined {
  const at = state.since + limits.forMs;
  if (state.phase !== 'pending' || !(now > at)) return undefined;
  return begin(limits, state, at);
}

function begin(limits: Limits, state: ThresholdState, at: number): Verdict {
  state.critical = state.value * limits.sign >= limits.critical;
  state.calmSince = Number.NaN;
  state.easedSince = Number.NaN;
  return fires(state, state.since, at);
}

function silence(
  state: ThresholdState,
  at: number,
  { now, noData }: { readonly now: number; readonly noData: RuleSpec['noData'] },
): Verdict | undefined {
  if (!(now > at) || !Number.isFinite(at)) return undefined;
  if (noData === 'resolve') {
    if (state.phase === 'firing') return resolves(state, at, at);
    state.phase = 'quiet';
    return undefined;
  }
  if (state.phase === 'firing') return undefined;
  state.silent = true;
  state.calmSince = Number.NaN;
  return fires(state, state.lastAt, at);
}

function afterSilence(state: ThresholdState): void {
  if (state.phase === 'pending') state.phase = 'quiet';
  state.calmSince = Number.NaN;
  state.easedSince = Number.NaN;
  state.recent.length = 0;
}
