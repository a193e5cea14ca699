import type { Metric, RuleCondition, Web3Network } from '@smartops/contract';

/** The kinds of condition that a new rule can have. */
export const newKinds = [
  'threshold',
  'change',
  'absence',
  'state',
] as const satisfies readonly RuleCondition['kind'][];
export type NewKind = (typeof newKinds)[number];

/** What a new rule starts with. */
export interface RuleStart {
  readonly new: NewKind;
  readonly metric?: string | undefined;
  /** Of the resources: `aws.ec2.instance`. */
  readonly kind?: string | undefined;
  /** Its id or name. */
  readonly resource?: string | undefined;
  readonly connection?: string | undefined;
  readonly side?: 'above' | 'below' | undefined;
  /** In the metric's own unit. */
  readonly value?: number | undefined;
}

/** What the editor is asked for: a rule there is, a copy of one, or a new one. */
export type RuleAsked = { readonly rule: string } | { readonly from: string } | { readonly start: RuleStart };

export const rulesPath = '/incidents/rules';
const editorPath = `${rulesPath}/edit`;

/** Where a rule is changed. */
export const ruleAddress = (id: string): string => at({ rule: id });

/** Where a copy of a rule is made. */
export const copyAddress = (id: string): string => at({ from: id });

/** Where a new rule is made. */
export const newRuleAddress = (start: RuleStart): string => at({ ...start });

/** Where a limit is set on a metric: from the one that counts now, if there is one. */
export function limitAddress({ id, resourceId, source, limit }: Series): string {
  return newRuleAddress({
    ...{ new: 'threshold', resource: resourceId, connection: source },
    metric: id.slice(resourceId.length + 1),
    value: limit ?? undefined,
  });
}

/** Where one is told about a chain: the price of gas is what one mostly wants to know. */
export const chainAddress = ({ source }: Pick<Web3Network, 'source'>): string =>
  newRuleAddress({
    new: 'threshold',
    ...{ metric: 'gas.gwei', kind: 'evm.chain', connection: source, side: 'above' },
  });

type Series = Pick<Metric, 'id' | 'resourceId' | 'source' | 'limit'>;

/** The alerts by a rule: those that fire. */
export const alertsOfRule = (id: string): string => `/incidents?${new URLSearchParams({ rule: id })}`;

/** What the query of the editor's address asks for; whatever it does not know is left out. */
export function askedOf(search: string): RuleAsked {
  const query = new URLSearchParams(search);
  const text = (name: string) => query.get(name)?.trim().slice(0, 300) || undefined;
  const [rule, from] = [text('rule'), text('from')];
  if (rule) return { rule };
  if (from) return { from };
  const [side, value] = [text('side'), text('value')];
  return {
    start: {
      new: newKinds.find((kind) => kind === text('new')) ?? 'threshold',
      metric: text('metric'),
      kind: text('kind'),
      resource: text('resource'),
      connection: text('connection'),
      side: side === 'above' || side === 'below' ? side : undefined,
      value: value !== undefined && Number.isFinite(Number(value)) ? Number(value) : undefined,
    },
  };
}

function at(parts: Readonly<Record<string, string | number | undefined>>): string {
  const known = Object.entries(parts).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, `${value}`]],
  );
  return `${editorPath}?${new URLSearchParams(known)}`;
}
