import type { RuleCondition, RuleScope, RuleSpec } from '@smartops/contract';
import { metricUnit } from '../../facts/metric-words.ts';
import { fromSpan, fromText, type Span, toSpan, toText } from './amount.ts';

type Of<Kind extends RuleCondition['kind']> = Extract<RuleCondition, { kind: Kind }>;

/** A rule as it is written: what is typed stays as it is typed, and what another kind needs is kept for it. */
export interface RuleForm {
  readonly name: string;
  readonly enabled: boolean;
  readonly severity: RuleSpec['severity'];
  readonly scope: RuleScope;
  readonly noData: RuleSpec['noData'];
  readonly labels: readonly Label[];
  readonly runbook: string;
  readonly kind: RuleCondition['kind'];
  readonly metric: string;
  readonly side: 'above' | 'below';
  readonly value: string;
  /** Empty: none. */
  readonly critical: string;
  readonly lasting: Span;
  /** Whether some of the last readings are enough. */
  readonly some: boolean;
  readonly readings: string;
  readonly of: string;
  /** Empty: the limit itself. */
  readonly clearValue: string;
  readonly clearFor: Span;
  readonly percent: string;
  readonly window: Span;
  readonly against: Of<'change'>['against'];
  readonly silentFor: Span;
  readonly state: Of<'state'>['state'];
  readonly environments: Of<'state'>['environments'];
  readonly names: readonly string[];
  readonly branches: readonly string[];
  readonly stateFor: Span;
  /** Of a kind that has no fields here. */
  readonly other: Of<'anomaly'> | Of<'forecast'> | undefined;
}

export interface Label {
  readonly name: string;
  readonly value: string;
}

const minute = 60_000;

/** What a form holds before anybody has written anything. */
export const blank: RuleForm = {
  ...{ name: '', enabled: true, severity: 'warning', noData: 'keep', labels: [], runbook: '' },
  scope: { kinds: [], connections: [], accounts: [], regions: [], resources: [], tags: {} },
  ...{ kind: 'threshold', metric: '', side: 'above', value: '', critical: '' },
  lasting: toSpan(5 * minute),
  ...{ some: false, readings: '4', of: '5', clearValue: '' },
  clearFor: toSpan(3 * minute),
  ...{ percent: '50', window: toSpan(60 * minute), against: 'previous' },
  silentFor: toSpan(10 * minute),
  ...{ state: 'deployment-failed', environments: [], names: [], branches: [], stateFor: toSpan(0) },
  other: undefined,
};

export function toForm(spec: RuleSpec): RuleForm {
  const { name, enabled, severity, scope, noData, labels, runbook, condition } = spec;
  return {
    ...blank,
    ...{ name, enabled, severity, scope, noData, runbook: runbook ?? '', kind: condition.kind },
    labels: Object.entries(labels).map(([label, value]) => ({ name: label, value })),
    ...fieldsOf(condition),
  };
}

function fieldsOf(condition: RuleCondition): Partial<RuleForm> {
  switch (condition.kind) {
    case 'threshold':
      return thresholdFields(condition);
    case 'change': {
      const { metric, side, percent, windowMs, against, clear } = condition;
      return {
        ...{ metric, side, against, percent: `${percent}`, window: toSpan(windowMs) },
        ...{ clearValue: clear.value === null ? '' : `${clear.value}`, clearFor: toSpan(clear.forMs) },
      };
    }
    case 'absence':
      return { metric: condition.metric, silentFor: toSpan(condition.forMs) };
    case 'state': {
      const { state, environments, names, branches, forMs } = condition;
      return { state, environments, names, branches, stateFor: toSpan(forMs) };
    }
    default:
      return { metric: condition.metric, other: condition };
  }
}

function thresholdFields(condition: Of<'threshold'>): Partial<RuleForm> {
  const { metric, side, value, critical, forMs, atLeast, clear } = condition;
  const unit = metricUnit(metric);
  return {
    ...{ metric, side, value: toText(value, unit), lasting: toSpan(forMs), some: atLeast !== null },
    critical: critical === null ? '' : toText(critical, unit),
    ...(atLeast && { readings: `${atLeast.readings}`, of: `${atLeast.of}` }),
    clearValue: clear.value === null ? '' : toText(clear.value, unit),
    clearFor: toSpan(clear.forMs),
  };
}

/** What is written, as the contract has it. Where something is no number it is NaN: the contract's check says so. */
export function toSpec(form: RuleForm): RuleSpec {
  const { enabled, severity, scope, noData, labels, runbook } = form;
  return {
    ...{ enabled, severity, scope, noData, condition: conditionOf(form) },
    name: form.name.trim(),
    labels: Object.fromEntries(labels.map(({ name, value }) => [name.trim(), value.trim()])),
    runbook: runbook.trim() === '' ? null : runbook.trim(),
  };
}

function conditionOf(form: RuleForm): RuleCondition {
  const { kind, side, against, state, environments } = form;
  const metric = form.metric.trim();
  switch (kind) {
    case 'threshold':
      return thresholdOf(form, metric);
    case 'change':
      return {
        ...{ kind, metric, side, against, percent: fromText(form.percent, '%') },
        windowMs: fromSpan(form.window),
        clear: { value: optional(form.clearValue, '%'), forMs: fromSpan(form.clearFor) },
      };
    case 'absence':
      return { kind, metric, forMs: fromSpan(form.silentFor) };
    case 'state':
      return {
        ...{ kind, state, environments: [...environments], forMs: fromSpan(form.stateFor) },
        names: [...form.names],
        branches: [...form.branches],
      };
    default:
      return form.other ?? { kind: 'anomaly', metric, side: 'both', forMs: fromSpan(form.lasting) };
  }
}

function thresholdOf(form: RuleForm, metric: string): Of<'threshold'> {
  const unit = metricUnit(metric);
  const whole = (text: string) => fromText(text, '');
  return {
    ...{ kind: 'threshold', metric, side: form.side },
    value: fromText(form.value, unit),
    critical: optional(form.critical, unit),
    forMs: fromSpan(form.lasting),
    atLeast: form.some ? { readings: whole(form.readings), of: whole(form.of) } : null,
    clear: { value: optional(form.clearValue, unit), forMs: fromSpan(form.clearFor) },
  };
}

const optional = (text: string, unit: string) => (text.trim() === '' ? null : fromText(text, unit));

/** What decides when a rule fires; what it is called and who reads it change nothing about that. */
export const judgedPart = (spec: RuleSpec): RuleSpec => ({
  ...spec,
  ...{ name: 'draft', enabled: true, labels: {}, runbook: null },
});

export const isSame = (a: RuleSpec, b: RuleSpec): boolean => stable(a) === stable(b);

/** The same text for the same content, in whatever order its keys stand. */
const stable = (value: unknown): string =>
  JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
