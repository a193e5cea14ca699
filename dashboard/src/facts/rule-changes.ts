import type { RuleCondition, RuleSpec } from '@smartops/contract';
import { formatDuration } from '../format/duration.ts';
import { formatValue } from '../format/value.ts';
import { severityWord } from './looks.ts';
import { kindWord, metricUnit, metricWord } from './metric-words.ts';

/** A part of a rule by its name, in words; empty where it is not set. */
type Parts = Readonly<Record<string, string>>;

export interface RuleChange {
  readonly part: string;
  /** Empty: it was not set, or is not any more. */
  readonly before: string;
  readonly after: string;
}

/** What is different between two versions of a rule, part by part, in the order in which a rule is read. */
export function ruleChanges(before: RuleSpec, after: RuleSpec): readonly RuleChange[] {
  const [one, other] = [partsOf(before), partsOf(after)];
  const names = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return names.flatMap((part) => {
    const [was, is] = [one[part] ?? '', other[part] ?? ''];
    return was === is ? [] : [{ part, before: was, after: is }];
  });
}

function partsOf({ name, enabled, severity, condition, scope, noData, labels, runbook }: RuleSpec): Parts {
  return {
    Name: name,
    Switched: enabled ? 'on' : 'off',
    Severity: severityWord[severity],
    Kind: conditionWord[condition.kind],
    ...conditionParts(condition),
    'Kinds of things': scope.kinds.map(kindWord).join(', '),
    Things: scope.resources.join(', '),
    Sources: scope.connections.join(', '),
    Accounts: scope.accounts.join(', '),
    Regions: scope.regions.join(', '),
    Tags: pairs(scope.tags),
    'Without data': noDataWord[noData],
    Labels: pairs(labels),
    Runbook: runbook ?? '',
  };
}

export const conditionWord: Record<RuleCondition['kind'], string> = {
  threshold: 'Threshold',
  change: 'Change',
  absence: 'No data',
  state: 'State',
  anomaly: 'Anomaly',
  forecast: 'Forecast',
};

const noDataWord: Record<RuleSpec['noData'], string> = {
  keep: 'stays as it is',
  fire: 'fires',
  resolve: 'ends',
};

const againstWord = { previous: 'the time before', day: 'a day before', week: 'a week before' };

export const stateWord: Record<Extract<RuleCondition, { kind: 'state' }>['state'], string> = {
  'deployment-failed': 'a deployment failed',
  'run-failed': 'a run failed',
  'instance-impaired': 'an instance fails its checks',
  'source-failing': 'a source cannot be read',
};

function conditionParts(condition: RuleCondition): Parts {
  switch (condition.kind) {
    case 'threshold': {
      const { metric, side, value, critical, forMs, atLeast, clear } = condition;
      return {
        ...series(metric),
        Limit: `${side} ${amount(metric, value)}`,
        Critical: critical === null ? '' : amount(metric, critical),
        ...lasting(forMs),
        Readings: atLeast ? `${atLeast.readings} of ${atLeast.of}` : '',
        ...clearing(clear, clear.value === null ? undefined : amount(metric, clear.value)),
      };
    }
    case 'change': {
      const { metric, side, percent, windowMs, against, clear } = condition;
      return {
        ...series(metric),
        Change: `${side === 'above' ? 'up' : 'down'} by ${formatValue(percent, '%')}`,
        Window: formatDuration(windowMs),
        Against: againstWord[against],
        ...clearing(clear, clear.value === null ? undefined : formatValue(clear.value, '%')),
      };
    }
    case 'absence':
      return { ...series(condition.metric), ...lasting(condition.forMs) };
    case 'state': {
      const { state, environments, names, branches, forMs } = condition;
      return {
        State: stateWord[state],
        Environments: environments.join(', '),
        Names: names.join(', '),
        Branches: branches.join(', '),
        ...lasting(forMs),
      };
    }
    case 'anomaly':
      return { ...series(condition.metric), Side: condition.side, ...lasting(condition.forMs) };
    case 'forecast': {
      const { metric, side, value, withinMs } = condition;
      return {
        ...series(metric),
        Limit: `${side} ${amount(metric, value)}`,
        Within: formatDuration(withinMs),
      };
    }
  }
}

const series = (metric: string): Parts => ({ Metric: metricWord(metric) });
const amount = (metric: string, value: number) => formatValue(value, metricUnit(metric));
const lasting = (ms: number): Parts => ({ For: ms > 0 ? formatDuration(ms) : 'at once' });
const clearing = ({ forMs }: { readonly forMs: number }, limit = 'the limit'): Parts => ({
  'Over when back beyond': `${limit} for ${formatDuration(forMs)}`,
});

const pairs = (record: Readonly<Record<string, string>>) =>
  Object.entries(record)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(', ');
