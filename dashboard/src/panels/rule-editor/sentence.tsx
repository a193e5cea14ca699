import type { RuleSpec } from '@smartops/contract';
import { metricUnit } from '../../facts/metric-words.ts';
import { ruleWords } from '../../facts/rule-words.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatValue } from '../../format/value.ts';

const graveness = { info: 'a notice', warning: 'a warning', error: 'an error', critical: 'a critical alert' };
const silences = {
  keep: 'keeps its state',
  fire: 'fires',
  resolve: 'ends',
};

/** The whole rule as one would say it. */
export function Sentence({ spec, contradiction }: { spec: RuleSpec; contradiction: string | undefined }) {
  const { condition, severity, noData, enabled } = spec;
  const isOfSeries = condition.kind === 'threshold' || condition.kind === 'change';
  return (
    <p className="re-sentence">
      <b>{ruleWords(spec)}</b> raises <b>{graveness[severity]}</b>.{' '}
      {isOfSeries &&
        (contradiction ? (
          <span className="c-critical">{contradiction}. </span>
        ) : (
          <ClearWords condition={condition} />
        ))}
      {isOfSeries && (
        <>
          Without data it <b>{silences[noData]}</b>.
        </>
      )}
      {!enabled && <b> It is off.</b>}
    </p>
  );
}

type Clearing = Extract<RuleSpec['condition'], { kind: 'threshold' | 'change' }>;

function ClearWords({ condition }: { condition: Clearing }) {
  const { value, forMs } = condition.clear;
  const [limit, unit] =
    condition.kind === 'change' ? [condition.percent, '%'] : [condition.value, metricUnit(condition.metric)];
  const other = condition.side === 'above' ? 'below' : 'above';
  return (
    <>
      It clears{' '}
      <b>
        {condition.kind === 'change' ? 'at less than' : other} {formatValue(value ?? limit, unit)}
      </b>
      {forMs > 0 && (
        <>
          {' '}
          for <b>{formatDuration(forMs)}</b>
        </>
      )}
      .{' '}
    </>
  );
}
