import type { MatchedSeries, Replay, RuleMatches, RuleSpec, TimeRange } from '@smartops/contract';
import { ChevronDown } from 'lucide-react';
import { useMemo, useState } from 'react';
import { metricUnit, metricWord } from '../../facts/metric-words.ts';
import { formatDuration } from '../../format/duration.ts';
import { ranges, rangeWords } from '../../format/range.ts';
import { formatValue } from '../../format/value.ts';
import { useCall } from '../../live/call.ts';
import { Segments } from '../../ui/segments.tsx';
import { Head, Sheet } from '../../ui/sheet.tsx';
import { ChartBody } from '../../ui/time-chart/chart-body.tsx';
import { valueTicks } from '../../ui/time-chart/chart-data.ts';
import { LimitHandle } from './limit-handle.tsx';
import { lookOf, previewData } from './preview-data.ts';

interface PreviewProps {
  /** The last draft that could be saved. */
  spec: RuleSpec;
  saved: RuleSpec | undefined;
  matches: RuleMatches | undefined;
  /** Why nobody knows what it looks at. */
  failure: string | undefined;
  replay: Replay | undefined;
  /** Which resource somebody chose; else the worst one. */
  chosen: string | undefined;
  isLocked: boolean;
  onChoose: (resourceId: string) => void;
  onLimit: (value: number) => void;
  onRetry: () => void;
}

/** One resource over time beside what the rule compares it with. */
export function Preview(props: PreviewProps) {
  const { spec, matches, chosen, replay } = props;
  const [range, setRange] = useState<TimeRange>('24h');
  const series = matches?.series ?? [];
  const shown = series.find(({ resourceId }) => resourceId === chosen) ?? loudest(series, replay);
  const isState = spec.condition.kind === 'state';
  if (isState)
    return (
      <Sheet label="Preview" look="re-preview">
        <Head title="Preview" />
        <p className="re-foot">
          A state has no line to draw. The time machine tells when it would have fired.
        </p>
      </Sheet>
    );
  return (
    <Sheet label="Preview" look="re-preview">
      <Head title="Preview" note={shown ? noteOf(shown, series.length) : undefined}>
        <Segments label="Preview of" options={ranges} words={rangeWords} value={range} onChange={setRange} />
      </Head>
      {shown ? <Drawn {...props} shown={shown} range={range} /> : <NoLine {...props} />}
    </Sheet>
  );
}

function NoLine({ matches, failure, onRetry }: PreviewProps) {
  const words = matches
    ? 'Nothing reports this yet. The line begins with its first reading.'
    : 'Reading what it looks at';
  return (
    <div className="chart tall chart-blank">
      <p>{failure ?? words}</p>
      {failure && (
        <button type="button" className="btn" onClick={onRetry}>
          Try again
        </button>
      )}
    </div>
  );
}

const noteOf = ({ resourceName }: MatchedSeries, of: number) => (of > 1 ? `one of ${of}` : resourceName);

/** The resource that it would have fired on most often, else the one that is worst now. */
function loudest(series: readonly MatchedSeries[], replay: Replay | undefined): MatchedSeries | undefined {
  const counts = Map.groupBy(replay?.episodes ?? [], ({ resourceId }) => resourceId);
  const count = ({ resourceId }: MatchedSeries) => counts.get(resourceId)?.length ?? 0;
  return series.toSorted((a, b) => count(b) - count(a))[0];
}

function Drawn(props: PreviewProps & { shown: MatchedSeries; range: TimeRange }) {
  const { spec, saved, matches, replay, shown, range, isLocked, onChoose, onLimit } = props;
  const [held, setHeld] = useState<number>();
  const { condition, severity } = spec;
  const metric = 'metric' in condition ? condition.metric : '';
  const unit = metricUnit(metric);
  const {
    data: chart,
    error,
    isLoading,
    mutate,
  } = useCall('getChart', {
    metricId: shown.metricId,
    timeRange: range,
  });
  const data = useMemo(
    () =>
      chart &&
      previewData({
        ...{ chart, condition, severity, saved: saved?.condition, top: held },
        episodes: (replay?.episodes ?? []).filter(({ resourceId }) => resourceId === shown.resourceId),
      }),
    [chart, condition, severity, saved, replay, shown.resourceId, held],
  );
  const top = data ? (valueTicks(data, unit).at(-1) ?? 1) : 1;
  const isMovable = condition.kind === 'threshold' && !isLocked && data !== undefined && data.at.length > 0;
  const since = replay && Date.parse(replay.from);
  return (
    <>
      {(matches?.series.length ?? 0) > 1 && (
        <div className="re-series">
          <span className="choose">
            <select
              className="text"
              aria-label="Resource in the preview"
              value={shown.resourceId}
              onChange={({ target }) => onChoose(target.value)}
            >
              {matches?.series.map(({ resourceId, resourceName, value }) => (
                <option key={resourceId} value={resourceId}>
                  {resourceName}, now {formatValue(value, unit)}
                </option>
              ))}
            </select>
            <ChevronDown size={14} aria-hidden />
          </span>
        </div>
      )}
      <PreviewLegend {...{ spec, saved, unit, metric }} stepMs={chart?.stepMs} />
      <div className="re-chart">
        <ChartBody
          title={`${metricWord(metric)} of ${shown.resourceName}`}
          unit={unit}
          chart={{ data, error, isLoading, retry: () => void mutate() }}
          height="tall"
          room={isMovable ? 74 : 10}
        />
        {isMovable && (
          <LimitHandle
            value={condition.value}
            unit={unit}
            top={top}
            onMove={onLimit}
            onGrab={(isGrabbed) => setHeld(isGrabbed ? top : undefined)}
          />
        )}
      </div>
      {since !== undefined && chart && since > Date.parse(chart.from) + 60_000 && (
        <p className="re-foot">
          It is tinted where it would have fired, for the last{' '}
          {formatDuration(Math.max(60_000, Date.parse(chart.to) - since))}: that is what the time machine
          looked at.
        </p>
      )}
    </>
  );
}

interface LegendProps {
  spec: RuleSpec;
  saved: RuleSpec | undefined;
  metric: string;
  unit: string;
  stepMs: number | undefined;
}

function PreviewLegend({ spec: { condition, severity }, saved, metric, unit, stepMs }: LegendProps) {
  const isLimit = condition.kind === 'threshold';
  const before = saved?.condition;
  const old = isLimit && before?.kind === 'threshold' && before.metric === metric ? before.value : undefined;
  const worst = isLimit && stepMs !== undefined && stepMs > 60_000;
  const line = (look: string, word: string, value: number) => (
    <span>
      <i className={`sw dash c-${look}`} style={{ borderColor: 'var(--c)' }} />
      {word} <b>{formatValue(value, unit)}</b>
    </span>
  );
  return (
    <div className="legend">
      <span>
        <i className="sw" />
        {metricWord(metric)}
        {worst && `, ${condition.side === 'above' ? 'highest' : 'lowest'} of each ${formatDuration(stepMs)}`}
      </span>
      {isLimit && line(lookOf(severity), 'fires', condition.value)}
      {isLimit && condition.critical !== null && line('critical', 'critical', condition.critical)}
      {isLimit && condition.clear.value !== null && line('healthy', 'clears', condition.clear.value)}
      {isLimit && old !== undefined && old !== condition.value && line('unknown', 'saved', old)}
    </div>
  );
}
