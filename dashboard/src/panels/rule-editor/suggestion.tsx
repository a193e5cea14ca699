import type { RuleSpec } from '@smartops/contract';
import { useState } from 'react';
import { metricUnit } from '../../facts/metric-words.ts';
import { formatValue } from '../../format/value.ts';
import { useNow } from '../../ui/clock.ts';
import { tidy } from './amount.ts';
import { useAnswer } from './use-answer.ts';
import { aWeek } from './verdict.ts';

interface SuggestionProps {
  spec: RuleSpec;
  days: number;
  /** Whether the replay is done: one of them reads at a time. */
  isReady: boolean;
  isLocked: boolean;
  onUse: (value: number) => void;
}

const usualWish = '2';

/** The other way round: how often somebody wants to be told at most, and the limit that keeps to it. */
export function Suggestion({ spec, days, isReady, isLocked, onUse }: SuggestionProps) {
  const [wish, setWish] = useState(usualWish);
  const pagesAWeek = Number(wish.replace(',', '.'));
  const isWish = wish.trim() !== '' && pagesAWeek >= 0 && pagesAWeek <= 1_000;
  const { condition } = spec;
  const isLimit = condition.kind === 'threshold';
  const answer = useAnswer(
    'suggestThreshold',
    isLimit && isReady && isWish ? { spec, days, pagesAWeek } : undefined,
  );
  const found = answer.data?.suggestion;
  if (!isLimit)
    return (
      <div className="re-tm">
        <span className="re-tm-l">A limit for a wish</span>
        <span className="re-tm-d">Only a threshold has a limit that could be suggested.</span>
      </div>
    );
  const unit = metricUnit(condition.metric);
  const value = found?.value == null ? undefined : tidy(found.value, unit, condition.side);
  const isNow = value === condition.value;
  return (
    <div className={`re-tm${answer.isFresh ? '' : ' is-old'}`}>
      <label className="re-tm-l">
        At most
        <input
          className={`text re-wish${isWish ? '' : ' wrong'}`}
          inputMode="decimal"
          aria-label="Pages a week at most"
          aria-invalid={!isWish || undefined}
          value={wish}
          onChange={({ target }) => setWish(target.value)}
        />
        a week
      </label>
      {answer.since !== undefined && !found && (
        <span className="re-tm-d">
          <Waiting since={answer.since} />
        </span>
      )}
      {answer.failure && <p className="err">{answer.failure}</p>}
      {found && (
        <>
          <span className="re-tm-v">
            {value === undefined ? 'none' : formatValue(value, unit)} <small>is the mildest limit</small>
          </span>
          <span className="re-tm-d">
            {found.value === null ? (found.notes[0] ?? 'No limit keeps to that') : aWeek(found.pagesAWeek)}
          </span>
          {value !== undefined && !isLocked && (
            <span>
              <button type="button" className="btn" disabled={isNow} onClick={() => onUse(value)}>
                {isNow ? 'In use' : `Use ${formatValue(value, unit)}`}
              </button>
            </span>
          )}
        </>
      )}
    </div>
  );
}

/** Nobody knows how far it is; how long it has taken is known. */
export function Waiting({ since }: { since: number }) {
  const now = useNow(1_000);
  const seconds = Math.max(0, Math.round((now - since) / 1_000));
  return <>Replaying{seconds > 1 ? `, ${seconds} s so far` : ''}</>;
}
