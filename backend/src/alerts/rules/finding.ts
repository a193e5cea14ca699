import type { RuleCondition } from '@smartops/contract';
import { formatDuration, formatValue } from '../../signals/format-value.ts';
import type { Finding } from '../alert.ts';
import type { State } from './evaluator.ts';
import { metricWords } from './metric-words.ts';
import type { StoredRule } from './rule.ts';
import type { Subject } from './subject.ts';

/** What makes two alerts the same trouble: the rule, and what it is about. */
export function fingerprintOf(ruleId: string, subjectId: string): string {
  return `${ruleId} @ ${subjectId}`;
}

/** The words for a firing rule on a series. */
export function toFinding(rule: StoredRule, subject: Subject, state: State): Finding {
  const { condition, severity, labels, runbook } = rule.spec;
  const words = wordsOf(condition, subject, state);
  return {
    fingerprint: fingerprintOf(rule.id, subject.id),
    ruleId: rule.id,
    ruleVersion: rule.version,
    resourceId: subject.id,
    resourceName: subject.name,
    connectionId: subject.connectionId,
    account: subject.accounts[0] ?? null,
    region: subject.region,
    url: subject.url,
    severity: state.critical ? 'critical' : severity,
    labels: { ...tagsOf(subject), ...labels },
    runbook,
    startedAt: state.since,
    ...words,
  };
}

/** What the source says a resource belongs to: it joins what is one trouble, and routes can ask for it. */
function tagsOf({ attributes }: Subject): Record<string, string> {
  const own = ['service', 'environment'].map((name) => [name, attributes[name]] as const);
  return Object.fromEntries(
    own.filter((tag): tag is readonly [string, string] => typeof tag[1] === 'string' && tag[1] !== ''),
  );
}

type Words = Pick<Finding, 'metric' | 'unit' | 'title' | 'message' | 'value' | 'limit'>;

function wordsOf(condition: RuleCondition, subject: Subject, state: State): Words {
  if (condition.kind === 'state') return { ...nothing, title: subject.name, message: '' };
  const { metric } = condition;
  const { label, unit } = metricWords(metric, [subject.kind]);
  const { name } = subject;
  if (state.silent || condition.kind === 'absence')
    return {
      ...nothing,
      ...{ metric, unit },
      title: `${name} stopped reporting ${label}`,
      message: `Last heard ${formatValue(state.value, unit)}`,
    };
  if (condition.kind === 'change') return ofChange(condition, { name, label, unit, state });
  if (condition.kind !== 'threshold') return { ...nothing, metric, unit, title: name, message: '' };
  const limit = formatValue(condition.value, unit);
  return {
    ...{ metric, unit, value: state.value, limit: condition.value },
    title: `${name} ${label} ${condition.side} ${limit}`,
    message: `${formatValue(state.value, unit)}, limit ${limit}`,
  };
}

const nothing = { metric: null, unit: '', value: null, limit: null };
const earlier = { previous: 'the time before', day: 'a day earlier', week: 'a week earlier' };

function ofChange(
  { metric, side, percent, windowMs, against }: Extract<RuleCondition, { kind: 'change' }>,
  { name, label, state }: { name: string; label: string; unit: string; state: State },
): Words {
  const by = (share: number) => formatValue(Math.abs(share), '%');
  return {
    ...{ metric, unit: '%', value: state.value, limit: side === 'above' ? percent : -percent },
    title: `${name} ${label} ${side === 'above' ? 'rose' : 'fell'} by more than ${by(percent)}`,
    message: `${state.value < 0 ? 'Down' : 'Up'} ${by(state.value)} in ${formatDuration(windowMs)} against ${earlier[against]}`,
  };
}
