import type { MetricChoice } from '@smartops/contract';
import { kindWord, metricUnit, metricWord } from '../../facts/metric-words.ts';
import type { RuleStart } from '../../facts/rule-address.ts';
import { formatValue } from '../../format/value.ts';
import { baseOf, fromText, toSpan, toText } from './amount.ts';
import { blank, type RuleForm } from './form.ts';

/** The form of a new rule, as its address asks for it. */
export function startForm(start: RuleStart, metrics: readonly MetricChoice[]): RuleForm {
  const { metric = '', side, value } = start;
  const scope = {
    ...blank.scope,
    kinds: start.kind ? [start.kind] : [],
    connections: start.connection ? [start.connection] : [],
    resources: start.resource ? [start.resource] : [],
  };
  const form = withMetric({ ...blank, kind: start.new, scope }, metric, metrics);
  const asked = {
    ...(side && side !== form.side ? { ...withoutLimits, side } : {}),
    ...(value === undefined ? {} : { ...withoutLimits, value: toText(value, metricUnit(metric)) }),
  };
  return { ...form, ...asked };
}

/** A limit of somebody else's making says nothing about the other ones. */
const withoutLimits = { value: '', critical: '', clearValue: '' };

/** Reads another metric from now on: what it is usually judged by, else a bit beyond what it reads now. */
export function withMetric(form: RuleForm, metric: string, metrics: readonly MetricChoice[]): RuleForm {
  const choice = metrics.find((one) => one.metric === metric);
  const moved = { ...form, ...withoutLimits, metric };
  if (!choice) return moved;
  const { unit, usual } = choice;
  const text = (value: number | null) => (value === null ? '' : toText(value, unit));
  if (usual)
    return {
      ...moved,
      ...{ side: usual.side, value: text(usual.value), critical: text(usual.critical) },
      lasting: toSpan(usual.forMs),
    };
  const side = runsOut.test(metric) ? 'below' : 'above';
  return { ...moved, side, value: text(beyond(choice, side)) };
}

/** What is good to have much of. */
const runsOut = /(^|\.)(free|remaining)\./;
const room = { above: 1.25, below: 0.75 };

/** A quarter beyond the worst reading now, in two digits; no share is above the whole. */
export function beyond(
  { lowest, highest, unit }: Pick<MetricChoice, 'lowest' | 'highest' | 'unit'>,
  side: 'above' | 'below',
): number | null {
  const target = room[side] * (side === 'above' ? highest : lowest);
  if (target <= 0) return null;
  const base = baseOf(target, unit);
  const size = 10 ** (Math.floor(Math.log10(target / base)) - 1);
  const round = side === 'above' ? Math.ceil : Math.floor;
  const nudge = side === 'above' ? -1e-9 : 1e-9;
  const value = Number((round(target / base / size + nudge) * size).toPrecision(3)) * base;
  return unit === '%' && highest <= 100 ? Math.min(value, Math.max(95, Math.ceil(highest))) : value;
}

/** What a rule is called until somebody calls it something else: `CPU above 85 %, host`. */
export function usualName(form: RuleForm): string {
  const about = aboutWords(form);
  return `${whatWords(form)}${about && `, ${about}`}`.slice(0, 120);
}

const stateNames = {
  'deployment-failed': 'A deployment failed',
  'run-failed': 'A run failed',
  'instance-impaired': 'An instance is impaired',
  'source-failing': 'A source cannot be read',
};

function whatWords(form: RuleForm): string {
  const { kind, metric, side } = form;
  if (kind === 'state') return stateNames[form.state];
  if (metric === '') return '';
  const words = metricWord(metric);
  if (kind === 'absence') return `${words} is silent`;
  if (kind === 'change')
    return `${words} ${side === 'above' ? 'rose' : 'fell'} by ${formatValue(fromText(form.percent, '%'), '%')}`;
  const unit = metricUnit(metric);
  const value = fromText(form.value, unit);
  return Number.isNaN(value) ? words : `${words} ${side} ${formatValue(value, unit)}`;
}

function aboutWords({ scope }: RuleForm): string {
  const { resources, kinds } = scope;
  const named = resources.length > 0 ? resources : kinds.map(kindWord);
  return named.length > 2 ? `${named.slice(0, 2).join(', ')}…` : named.join(', ');
}
