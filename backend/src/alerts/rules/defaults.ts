import { RuleSpec } from '@smartops/contract';
import { catalogue, type MetricKind, type Thresholds } from '../../signals/catalogue.ts';
import type { StoredRule } from './rule.ts';

export type DefaultRule = Pick<StoredRule, 'id' | 'spec'>;
type Name = keyof Thresholds;

const minute = 60_000;
const names: Record<Name, string> = {
  cpu: 'CPU is busy',
  memory: 'Memory is nearly used up',
  disk: 'Disk is nearly full',
};

/** The rules that are there from the start: what the catalogue limits, the operator's thresholds, bad states. */
export function defaultRules(thresholds: Thresholds): DefaultRule[] {
  return [
    ...(Object.keys(names) as Name[]).map((name) => thresholdRule(name, thresholds[name])),
    ...catalogue.flatMap((kind) => (kind.limit ? [limitRule(kind, kind.limit)] : [])),
    ...stateRules,
  ];
}

const of = (name: Name) => catalogue.filter(({ threshold }) => threshold === name);
const metricOf = (name: Name) => of(name)[0]?.metric;

/** One threshold counts for every kind of resource that has such a series. */
function thresholdRule(name: Name, value: number): DefaultRule {
  const condition = {
    kind: 'threshold',
    metric: metricOf(name),
    side: 'above',
    ...limitsOf(value),
    forMs: 5 * minute,
  };
  const scope = { kinds: of(name).map(({ kind }) => kind) };
  return {
    id: `threshold:${name}`,
    spec: RuleSpec.parse({ name: names[name], severity: 'warning', scope, condition }),
  };
}

/** Critical half-way from the threshold to 100 %. */
function limitsOf(value: number) {
  return { value, critical: (value + 100) / 2 };
}

function limitRule(
  { kind, metric, label, forMs }: MetricKind,
  { warning, critical, when }: NonNullable<MetricKind['limit']>,
): DefaultRule {
  const condition = { kind: 'threshold', metric, side: when, value: warning, critical, forMs };
  return {
    id: `catalogue:${kind}~${metric}`,
    spec: RuleSpec.parse({
      ...{ name: `${label} ${when} the limit`, severity: 'warning', condition },
      scope: { kinds: [kind] },
    }),
  };
}

const stateRule = (id: string, spec: Record<string, unknown>): DefaultRule => ({
  id: `catalogue:${id}`,
  spec: RuleSpec.parse(spec),
});

const stateRules: readonly DefaultRule[] = [
  stateRule('deployment-failed', {
    name: 'A deployment to production failed',
    severity: 'error',
    condition: { kind: 'state', state: 'deployment-failed', environments: ['production'] },
  }),
  stateRule('deployment-failed-staging', {
    name: 'A deployment to staging failed',
    severity: 'warning',
    condition: { kind: 'state', state: 'deployment-failed', environments: ['staging'] },
  }),
  stateRule('instance-impaired', {
    name: 'An instance fails its status checks',
    severity: 'error',
    condition: { kind: 'state', state: 'instance-impaired', forMs: 5 * minute },
  }),
  stateRule('source-failing', {
    name: 'A source cannot be read',
    severity: 'warning',
    condition: { kind: 'state', state: 'source-failing', forMs: 10 * minute },
  }),
];

/** The limit that a rule holds for one of the operator's thresholds; undefined when it has become another kind of rule. */
export function thresholdIn(name: Name, { condition }: RuleSpec): number | undefined {
  const isOwn =
    condition.kind === 'threshold' && condition.side === 'above' && condition.metric === metricOf(name);
  return isOwn ? condition.value : undefined;
}

/** The rule with another threshold; all else stays as people set it. */
export function withThreshold(name: Name, spec: RuleSpec, value: number): RuleSpec {
  const own = thresholdRule(name, value).spec.condition;
  if (thresholdIn(name, spec) === undefined) return { ...spec, condition: own };
  return { ...spec, condition: { ...spec.condition, ...limitsOf(value) } as RuleSpec['condition'] };
}
