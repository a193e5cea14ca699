import { kindWord, metricUnit, metricWord } from '../../facts/metric-words.ts';
import { plural } from '../../format/number.ts';
import { ComboBox } from '../../ui/combo-box.tsx';
import { useEdit } from './edit.ts';
import { Part, Row, useFault } from './fields.tsx';
import { ScopeField } from './scope-field.tsx';
import { withMetric } from './start.ts';

/** What it reads, of what. */
export function WhatPart() {
  const { form } = useEdit();
  return (
    <Part title="What">
      {form.kind !== 'state' && <MetricField />}
      <Row title="Of">
        <ScopeField />
      </Row>
      <Matches />
    </Part>
  );
}

function MetricField() {
  const { form, set, choices, isLocked } = useEdit();
  const { 'aria-invalid': invalid, 'aria-describedby': describedBy } = useFault('condition.metric');
  const metrics = choices?.metrics ?? [];
  const chosen = metrics.find(({ metric }) => metric === form.metric);
  const unit = metricUnit(form.metric);
  const about = chosen
    ? `${plural(chosen.resources, 'resource reports', 'resources report')} it, ${chosen.kinds.map(kindWord).join(', ')}`
    : 'Nothing reports it yet; the rule begins with its first reading';
  return (
    <Row
      title="Metric"
      paths={['condition.metric']}
      hint={form.metric && choices ? `${unit ? `In ${unit}. ` : ''}${about}` : undefined}
    >
      <ComboBox
        label="Metric"
        shown={form.metric && wordOf(form.metric, chosen?.label)}
        placeholder="Choose what it reads"
        disabled={isLocked}
        invalid={invalid ?? false}
        describedBy={describedBy}
        options={metrics.map(({ metric, label, unit: in_, resources }) => ({
          value: metric,
          label: wordOf(metric, label) === metric ? metric : `${wordOf(metric, label)}, ${metric}`,
          note: `${in_ ? `${in_} · ` : ''}${resources}`,
        }))}
        free={(text) => `Use “${text}”, which nothing reports yet`}
        onPick={(metric) => set(withMetric(form, metric, metrics))}
      />
    </Row>
  );
}

/** The word for a metric wherever it is measured, else what the server calls it. */
const wordOf = (metric: string, label: string | undefined) =>
  metricWord(metric) === metric ? (label ?? metric) : metricWord(metric);

function Matches() {
  const { matches, form } = useEdit();
  if (!matches) return <p className="re-hint">&nbsp;</p>;
  const { matches: count, problem } = matches;
  if (count === 0)
    return (
      <p className="re-hint c-warning" role="status">
        {problem ?? 'Matches nothing now'}. It can be saved all the same and begins when there is something.
      </p>
    );
  const news = form.kind === 'state' ? '' : ' New ones are watched from their first reading.';
  return (
    <p className="re-hint" role="status">
      Matches <b>{count}</b> now.{news}
    </p>
  );
}
