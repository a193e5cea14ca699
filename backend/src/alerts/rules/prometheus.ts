import { RuleSpec, type Severity } from '@smartops/contract';
import { z } from 'zod';
import { catalogue } from '../../signals/catalogue.ts';
import { type Matcher, readPromql, type Simple } from './promql.ts';
import type { Read } from './yaml.ts';

const AlertRule = z.object({
  alert: z.string().min(1).max(120).optional(),
  record: z.string().optional(),
  expr: z.union([z.string(), z.number()]).transform(String),
  for: z.string().optional(),
  keep_firing_for: z.string().optional(),
  labels: z.record(z.string(), z.coerce.string()).default({}),
  annotations: z.record(z.string(), z.coerce.string()).default({}),
});
type AlertRule = z.infer<typeof AlertRule>;

/** The alert rules of a Prometheus file, each with what of it could not be taken over. */
export function readPrometheus(file: { readonly groups: readonly unknown[] }): Read[] {
  return file.groups.flatMap((group) => {
    const { rules } = Object(group);
    return Array.isArray(rules) ? rules.map(readRule) : [];
  });
}

function readRule(entry: unknown): Read {
  const { alert, record } = Object(entry);
  const name = `${alert ?? record ?? 'without a name'}`.slice(0, 120);
  const refused = (...notes: string[]): Read => ({ name, id: undefined, spec: undefined, notes });
  const parsed = AlertRule.safeParse(entry);
  if (!parsed.success)
    return refused(...parsed.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`));
  const rule = parsed.data;
  if (!rule.alert)
    return refused('Recording rules make series and wake nobody; there is nothing to take over');
  const simple = readPromql(rule.expr);
  if ('reason' in simple) return refused(simple.reason);
  const known = metricFor(simple.selector.metric);
  if (!known)
    return refused(
      `There is no metric here that is known to be ${simple.selector.metric}; it has to be written by hand`,
    );
  const scope = scopeOf(simple.selector.matchers);
  if ('reason' in scope) return refused(scope.reason);
  const condition = conditionOf(simple, rule, known.metric);
  if ('reason' in condition) return refused(condition.reason);
  const { severity, notes: severityNotes } = severityOf(rule.labels.severity);
  const { labels, runbook, notes } = wordsOf(rule);
  const spec = RuleSpec.safeParse({
    ...{ name, severity, labels, runbook, condition: condition.condition },
    scope: { ...scope.scope, ...(known.kinds && { kinds: known.kinds }) },
  });
  if (!spec.success)
    return refused(...spec.error.issues.map((one) => `${one.path.join('.')}: ${one.message}`));
  return { name, id: undefined, spec: spec.data, notes: [...condition.notes, ...severityNotes, ...notes] };
}

interface Known {
  readonly metric: string;
  readonly kinds?: readonly string[];
}

/** As node_exporter and the CloudWatch exporter name what is measured here in the same unit. */
const exporters: Record<string, Known> = {
  node_load1: { metric: 'load.1m', kinds: ['host'] },
  aws_ec2_cpuutilization_average: { metric: 'cpu.percent', kinds: ['aws.ec2.instance'] },
  aws_rds_cpuutilization_average: { metric: 'cpu.percent', kinds: ['aws.rds.instance'] },
  aws_rds_database_connections_average: { metric: 'connections.count', kinds: ['aws.rds.instance'] },
  aws_rds_free_storage_space_average: { metric: 'storage.free.bytes', kinds: ['aws.rds.instance'] },
};

/** Our own names, also with underscores for what Prometheus allows in no name. */
function metricFor(name: string): Known | undefined {
  const own = catalogue.find(({ metric }) => metric === name || metric.replaceAll(/[.-]/g, '_') === name);
  return own ? { metric: own.metric } : exporters[name];
}

const parts: Record<string, 'resources' | 'regions' | 'accounts' | 'connections'> = {
  ...{ instance: 'resources', resource: 'resources', name: 'resources' },
  ...{ region: 'regions', account: 'accounts', account_id: 'accounts', source: 'connections' },
};
const tags: Record<string, string> = { environment: 'environment', env: 'environment', service: 'service' };

function scopeOf(matchers: readonly Matcher[]): { scope: Record<string, unknown> } | { reason: string } {
  const scope: Record<string, unknown> = {};
  for (const { label, op, value } of matchers) {
    if (op === '!=' || op === '!~')
      return { reason: `A scope cannot leave out what ${label}${op}"${value}" does` };
    const patterns = op === '=' ? [value] : patternsOf(value);
    if (!patterns) return { reason: `The pattern ${label}=~"${value}" is more than names and .*` };
    const [part, tag] = [parts[label], tags[label]];
    if (part) scope[part] = patterns;
    else if (tag && patterns.length === 1) scope.tags = { ...Object(scope.tags), [tag]: patterns[0] };
    else return { reason: `Nothing here is known by the label ${label}` };
  }
  return { scope };
}

/** A pattern of names, alternatives and `.*` only. */
function patternsOf(pattern: string): string[] | undefined {
  const names = pattern.replace(/^\((.*)\)$/, '$1').split('|');
  const plain = names.map((one) => one.replaceAll('.*', '*').replaceAll('\\.', '.'));
  return plain.every((one) => /^[\w*:/. -]+$/.test(one)) ? plain : undefined;
}

const minute = 60_000;

function conditionOf(
  simple: Simple,
  rule: AlertRule,
  metric: string,
): { condition: Record<string, unknown>; notes: string[] } | { reason: string } {
  const forMs = durationMs(rule.for ?? '0s');
  const clearMs = durationMs(rule.keep_firing_for ?? '0s');
  if (forMs === undefined || clearMs === undefined) return { reason: 'The duration cannot be read' };
  if (simple.kind === 'absent') {
    const notes = ['Absence is judged for each resource, not for all together'];
    return { condition: { kind: 'absence', metric, forMs: Math.max(forMs, minute) }, notes };
  }
  const side = simple.op.startsWith('>') ? 'above' : 'below';
  const notes = simple.op.endsWith('=') ? [] : ['A reading exactly at the limit counts as well'];
  const clear = { forMs: clearMs };
  return { condition: { kind: 'threshold', metric, side, value: simple.value, forMs, clear }, notes };
}

const units: Record<string, number> = {
  ...{
    ms: 1,
    s: 1_000,
    m: minute,
    h: 60 * minute,
    d: 1_440 * minute,
    w: 10_080 * minute,
    y: 525_600 * minute,
  },
};

/** `5m`, `1h30m`; undefined for anything else. */
function durationMs(text: string): number | undefined {
  const found = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  if (found.length === 0 || found.map(([part]) => part).join('') !== text.trim()) return undefined;
  return found.reduce((sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0), 0);
}

const severities: Record<string, Severity> = {
  ...{ critical: 'critical', page: 'critical', error: 'error', high: 'error', major: 'error' },
  ...{ warning: 'warning', warn: 'warning', minor: 'warning', ticket: 'warning', info: 'info', none: 'info' },
};

function severityOf(label: string | undefined): { severity: Severity; notes: string[] } {
  const severity = severities[label?.toLowerCase() ?? ''];
  if (severity) return { severity, notes: [] };
  const why = label === undefined ? 'It has no severity' : `The severity ${label} is not known`;
  return { severity: 'warning', notes: [`${why}; it becomes a warning`] };
}

const isPlain = (text: string) => !text.includes('{{') && text.length <= 200;

/** Labels and annotations as labels of ours; what is a template needs Prometheus to be filled. */
function wordsOf({ labels: all, annotations }: AlertRule) {
  const { severity: _, ...own } = all;
  const { runbook_url: runbookUrl, summary, ...rest } = annotations;
  const labels = Object.fromEntries(Object.entries(own).filter(([, value]) => isPlain(value)));
  const runbook = runbookUrl && isPlain(runbookUrl) ? runbookUrl : null;
  const isKept = summary !== undefined && isPlain(summary);
  const lost = [
    ...Object.keys(own).filter((label) => !(label in labels)),
    ...(runbookUrl && !runbook ? ['runbook_url'] : []),
    ...(summary !== undefined && !isKept ? ['summary'] : []),
    ...Object.keys(rest),
  ];
  const notes = lost.length > 0 ? [`Not taken over: ${lost.join(', ')}`] : [];
  return { labels: { ...labels, ...(isKept && { summary }) }, runbook, notes };
}
