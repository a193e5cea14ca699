import type { DeployTarget } from '@smartops/contract';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { useId } from 'react';
import { formatCount } from '../../format/number.ts';
import { type DraftRule, fields, fieldWords, targets, targetWords } from './draft.ts';

interface RuleRowProps {
  rule: DraftRule;
  /** From 0. */
  index: number;
  of: number;
  /** Nothing can be changed. */
  locked: boolean;
  /** How many runs it decides; undefined while that is not known. */
  decided: number | undefined;
  errorOf: (field: string) => string | undefined;
  onChange: (rule: DraftRule) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One rule: what it fits, and what that means. */
export function RuleRow({ rule, index, of, locked, decided, errorOf, onChange, ...acts }: RuleRowProps) {
  const place = `rule ${index + 1}`;
  const id = useId();
  return (
    <li className="rule" data-rule={rule.key}>
      <span className="rule-place">{index + 1}</span>
      {fields.map((field) => {
        const error = errorOf(field);
        return (
          <label key={field} className="lab">
            <span className="rule-label">{fieldWords[field]}</span>
            <input
              className="text mono"
              name={`rules.${index}.${field}`}
              aria-label={`${fieldWords[field]} of ${place}`}
              value={rule[field]}
              readOnly={locked}
              maxLength={120}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              placeholder={field === 'workflow' ? 'deploy-*.yml' : '*'}
              aria-invalid={error !== undefined}
              aria-describedby={error && `${id}${field}`}
              onChange={({ target }) => onChange({ ...rule, [field]: target.value })}
            />
            {error && (
              <span className="err" id={`${id}${field}`} role="alert">
                {error}
              </span>
            )}
          </label>
        );
      })}
      <label className="lab">
        <span className="rule-label">Then the run</span>
        <select
          className="text"
          aria-label={`What ${place} means`}
          value={rule.target}
          disabled={locked}
          onChange={({ target }) => onChange({ ...rule, target: target.value as DeployTarget })}
        >
          {targets.map((target) => (
            <option key={target} value={target}>
              {targetWords[target]}
            </option>
          ))}
        </select>
      </label>
      <span className="rule-count" title="Runs of the last 90 days that this rule decides">
        {decided === undefined ? '' : decided === 1 ? '1 run' : `${formatCount(decided)} runs`}
      </span>
      {!locked && <Acts place={place} first={index === 0} last={index === of - 1} {...acts} />}
    </li>
  );
}

interface ActsProps extends Pick<RuleRowProps, 'onMove' | 'onRemove'> {
  place: string;
  first: boolean;
  last: boolean;
}

/** At an end the button stays and does nothing, so that the keyboard does not lose its place. */
function Acts({ place, first, last, onMove, onRemove }: ActsProps) {
  return (
    <span className="rule-acts">
      <button
        type="button"
        className="btn icon"
        data-move="-1"
        aria-label={`Move ${place} up`}
        aria-disabled={first}
        onClick={() => onMove(-1)}
      >
        <ArrowUp size={14} aria-hidden />
      </button>
      <button
        type="button"
        className="btn icon"
        data-move="1"
        aria-label={`Move ${place} down`}
        aria-disabled={last}
        onClick={() => onMove(1)}
      >
        <ArrowDown size={14} aria-hidden />
      </button>
      <button type="button" className="btn icon" aria-label={`Remove ${place}`} onClick={onRemove}>
        <X size={14} aria-hidden />
      </button>
    </span>
  );
}
