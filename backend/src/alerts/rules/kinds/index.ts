import type { RuleCondition, RuleSpec } from '@smartops/contract';
import type { Evaluator } from '../evaluator.ts';
import { absence } from './absence.ts';
import { change } from './change.ts';
import { state } from './state.ts';
import { threshold } from './threshold.ts';

type Kind = RuleCondition['kind'];
type Of<Name extends Kind> = Extract<RuleCondition, { kind: Name }>;

/** How each kind judges, or why it cannot. */
const kinds: {
  readonly [Name in Kind]:
    | ((condition: Of<Name>, spec: Pick<RuleSpec, 'noData'>) => Evaluator)
    | { readonly missing: string };
} = {
  threshold,
  change,
  absence,
  state,
  anomaly: { missing: 'Anomalies need the prediction engine, which is not in this version' },
  forecast: { missing: 'Forecasts need the prediction engine, which is not in this version' },
};

export const kindNames = Object.keys(kinds) as readonly Kind[];

/** Why rules of a kind cannot be saved yet; undefined for those that can. */
export function missing(kind: Kind): string | undefined {
  const found = kinds[kind];
  return 'missing' in found ? found.missing : undefined;
}

/** Undefined for kinds that cannot judge yet. */
export function evaluatorOf(spec: Pick<RuleSpec, 'condition' | 'noData'>): Evaluator | undefined {
  const found = kinds[spec.condition.kind];
  // Each kind is handed its own condition: the table above says so by name.
  return 'missing' in found ? undefined : found(spec.condition as never, spec);
}
