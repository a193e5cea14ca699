/** What a rule knows about one resource; every kind adds what it needs. Times are epoch ms. */
export interface State {
  phase: 'quiet' | 'pending' | 'firing';
  /** While pending or firing: when the trouble began. */
  since: number;
  /** When the last trouble ended. */
  endedAt: number;
  /** Of the newest sample; older ones change nothing. */
  lastAt: number;
  /** The newest reading, or what a kind makes of it. */
  value: number;
  critical: boolean;
  /** It fires because nothing is heard. */
  silent: boolean;
}

/** A turn of a rule on one resource. `at` is when it was decided, by the samples' own clock. */
export type Verdict =
  | {
      readonly kind: 'fire';
      readonly at: number;
      readonly since: number;
      readonly critical: boolean;
      readonly value: number;
    }
  | { readonly kind: 'resolve'; readonly at: number; readonly since: number };

/**
 * One rule over one resource, sample by sample; live and in the replay the same. It changes the state it is given, so that
 * a month of samples makes no garbage. No clock inside: the same samples give the same verdicts.
 */
export interface Evaluator<Own extends State = State> {
  start(): Own;
  /** Samples that are no number, or not newer than the last, change nothing. */
  step(state: Own, at: number, value: number): Verdict | undefined;
  /** That nothing came until `now`. Left out where silence means nothing. */
  silence?(state: Own, now: number): Verdict | undefined;
  /** How much of the past a state is made of. */
  readonly lookbackMs: number;
  /** Silence that has lasted longer means nothing more; left out where it always does. */
  readonly deafAfterMs?: number;
}

export const calm: State = {
  phase: 'quiet',
  since: 0,
  endedAt: 0,
  lastAt: Number.NEGATIVE_INFINITY,
  value: 0,
  critical: false,
  silent: false,
};

/** Whether a sample says something new to this state. */
export function isNews(state: State, at: number, value: number): boolean {
  return at > state.lastAt && Number.isFinite(value);
}

export function fires(state: State, since: number, at: number): Verdict {
  state.phase = 'firing';
  state.since = since;
  const { critical, value } = state;
  return { kind: 'fire', at, since, critical, value };
}

export function resolves(state: State, since: number, at: number): Verdict {
  state.phase = 'quiet';
  state.critical = false;
  state.silent = false;
  state.endedAt = since;
  return { kind: 'resolve', at, since };
}

/** Goes on with an alert that fired before the samples begin that are read again. */
export function resume(
  state: State,
  alert: { readonly startedAt: number; readonly critical: boolean },
): void {
  state.phase = 'firing';
  state.since = alert.startedAt;
  state.critical = alert.critical;
}

/** Samples of one series, ascending by time. */
export interface Columns {
  readonly at: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** Samples, each after the silence before it, in the only order there is: live and in the replay. */
export function feed(
  { evaluator, state }: { readonly evaluator: Evaluator; readonly state: State },
  { at: times, values }: Columns,
  turned: (verdict: Verdict) => void,
): void {
  const listens = evaluator.silence !== undefined;
  for (let i = 0; i < times.length; i++) {
    const at = times[i] ?? 0;
    const value = values[i] ?? Number.NaN;
    const silent = listens && isNews(state, at, value) && evaluator.silence?.(state, at);
    if (silent) turned(silent);
    const verdict = evaluator.step(state, at, value);
    if (verdict) turned(verdict);
  }
}
