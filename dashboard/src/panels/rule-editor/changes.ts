import type { RuleSpec } from '@smartops/contract';
import { metricUnit } from '../../facts/metric-words.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatValue } from '../../format/value.ts';

/** One field that is another than before, in words. */
export interface Change {
  readonly path: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

const labels: Readonly<Record<string, string>> = {
  name: 'Name',
  enabled: 'On',
  severity: 'Severity',
  noData: 'Without data',
  runbook: 'Runbook',
  'condition.kind': 'Kind',
  'condition.metric': 'Metric',
  'condition.side': 'Side',
  'condition.value': 'Limit',
  'condition.critical': 'Critical limit',
  'condition.forMs': 'Lasting',
  'condition.atLeast': 'Readings',
  'condition.clear.value': 'Clears at',
  'condition.clear.forMs': 'Clears after',
  'condition.percent': 'By',
  'condition.windowMs': 'Window',
  'condition.against': 'Against',
  'condition.state': 'State',
  'condition.environments': 'Environments',
  'condition.names': 'Names',
  'condition.branches': 'Branches',
  'scope.kinds': 'Kinds',
  'scope.connections': 'Sources',
  'scope.accounts': 'Accounts',
  'scope.regions': 'Regions',
  'scope.resources': 'Resources',
  'scope.tags': 'Tags',
  labels: 'Labels',
};

/** Fields that are one thing to people, whatever they hold. */
const whole = new Set(['labels', 'scope.tags', 'condition.atLeast']);

/** What is different between two rules, field by field. */
export function changesBetween(before: RuleSpec, after: RuleSpec): Change[] {
  const [old, next] = [leavesOf(before), leavesOf(after)];
  const paths = [...new Set([...Object.keys(labels), ...old.keys(), ...next.keys()])];
  return paths
    .filter((path) => JSON.stringify(old.get(path)) !== JSON.stringify(next.get(path)))
    .map((path) => ({
      path,
      label: labels[path] ?? path,
      before: wordOf(path, old.get(path), before),
      after: wordOf(path, next.get(path), after),
    }));
}

function leavesOf(value: object, at = ''): Map<string, unknown> {
  return new Map(
    Object.entries(value).flatMap(([key, one]): [string, unknown][] => {
      const path = `${at}${key}`;
      if (typeof one !== 'object' || one === null || Array.isArray(one) || whole.has(path))
        return [[path, sorted(one)]];
      return [...leavesOf(one, `${path}.`)];
    }),
  );
}

const sorted = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;

function wordOf(path: string, value: unknown, { condition }: RuleSpec): string {
  if (value === null || value === undefined || value === '') return '—';
  if (Array.isArray(value)) return value.length > 0 ? value.join(', ') : 'any';
  if (path === 'condition.atLeast') {
    const { readings, of } = value as { readings: number; of: number };
    return `${readings} of ${of}`;
  }
  if (typeof value === 'object')
    return (
      Object.entries(value)
        .map(([name, text]) => `${name}=${text}`)
        .join(', ') || '—'
    );
  if (typeof value === 'number')
    return path.endsWith('Ms') ? formatDuration(value) : formatValue(value, unitOf(condition));
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : `${value}`;
}

const unitOf = (condition: RuleSpec['condition']) =>
  condition.kind === 'change' ? '%' : 'metric' in condition ? metricUnit(condition.metric) : '';
