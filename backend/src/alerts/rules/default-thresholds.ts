import type { RuleSpec, ThresholdRuleState } from '@smartops/contract';
import { ConflictError } from '../../platform/errors.ts';
import type { Thresholds } from '../../signals/catalogue.ts';
import { thresholdIn, withThreshold } from './defaults.ts';
import type { Tx } from './facts-store.ts';
import { type Locks, refuseUnlocking } from './locks.ts';
import { type KeptRule, ruleStore } from './rule-store.ts';

type Name = keyof Thresholds;

/** One of the settings' thresholds as its rule has it. */
export interface Standing {
  readonly ruleId: string;
  /** In percent; null where no rule holds it. */
  readonly value: number | null;
  readonly critical: number | null;
  readonly state: ThresholdRuleState;
  readonly by: string;
  /** Another one after every change, also after a deletion. */
  readonly version: number;
}
export type Standings = Readonly<Record<Name, Standing>>;

export interface Wish {
  readonly name: Name;
  readonly value: number;
  /** Of the standing that it is based on. */
  readonly version: number;
}

/** What a rule was before it was written, so that it can be brought back. */
export interface RuleTrace {
  readonly subject: string;
  readonly version: number;
  readonly before: { readonly spec: RuleSpec; readonly deleted: boolean };
}

interface Stamp {
  readonly by: string;
  readonly at: number;
}

const idOf = (name: Name) => `threshold:${name}`;
const prefix = 'rule:';
const versionOf = ({ version, deletedAt }: KeptRule) => version * 2 + Number(deletedAt !== null);
const changedMeanwhile = 'Somebody else has changed this meanwhile. Load it again and compare.';

/** How the settings' thresholds stand: the rules say so, whoever wrote them. */
export async function readThresholds(tx: Tx): Promise<Standings> {
  const standing = async (name: Name): Promise<Standing> => {
    const rule = await ruleStore(tx).find(idOf(name));
    const none = { ruleId: idOf(name), value: null, critical: null, by: '', version: 0 } as const;
    if (!rule) return { ...none, state: 'deleted' };
    const value = rule.deletedAt === null ? (thresholdIn(name, rule.spec) ?? null) : null;
    const { condition } = rule.spec;
    const critical = value !== null && condition.kind === 'threshold' ? condition.critical : null;
    const state = stateOf(rule, value);
    return { ...none, value, critical, state, by: rule.updatedBy, version: versionOf(rule) };
  };
  return {
    cpu: await standing('cpu'),
    memory: await standing('memory'),
    disk: await standing('disk'),
  };
}

function stateOf({ deletedAt, spec }: KeptRule, value: number | null): ThresholdRuleState {
  if (deletedAt !== null) return 'deleted';
  if (value === null) return 'changed';
  return spec.enabled ? 'on' : 'off';
}

/**
 * Writes thresholds as the next version of their rules; one that was deleted comes back, and one that people made into
 * something else is a threshold again. Throws ConflictError when somebody was faster.
 */
export async function writeThresholds(tx: Tx, wishes: readonly Wish[], stamp: Stamp): Promise<RuleTrace[]> {
  const traces: RuleTrace[] = [];
  for (const { name, value, version } of wishes) {
    const rule = await ruleStore(tx).find(idOf(name));
    if (!rule || versionOf(rule) !== version) throw new ConflictError(changedMeanwhile);
    const isBack = rule.deletedAt !== null;
    const spec = withThreshold(name, isBack ? { ...rule.spec, enabled: true } : rule.spec, value);
    traces.push(await write(tx, rule, spec, stamp));
  }
  return traces;
}

/** Brings back what a trace tells of. Throws ConflictError when the rule was changed since, or may not be what it was. */
export async function takeBackThreshold(
  tx: Tx,
  { subject, version, before }: RuleTrace,
  { locks, ...stamp }: Stamp & { readonly locks: Locks },
): Promise<RuleTrace> {
  const store = ruleStore(tx);
  const rule = await store.find(subject.slice(prefix.length));
  if (!rule || versionOf(rule) !== version)
    throw new ConflictError('The same was changed again since, so this cannot be undone by itself');
  refuseUnlocking(locks, rule.id, before.deleted ? null : before.spec);
  if (!before.deleted) return write(tx, rule, before.spec, stamp);
  await store.remove(rule.id, stamp);
  return traceOf(rule, { ...rule, deletedAt: stamp.at });
}

async function write(tx: Tx, rule: KeptRule, spec: RuleSpec, stamp: Stamp): Promise<RuleTrace> {
  const after = await ruleStore(tx).update({ id: rule.id, spec, ...stamp }, rule.version);
  if (!after) throw new ConflictError(changedMeanwhile);
  return traceOf(rule, after);
}

function traceOf(before: KeptRule, after: KeptRule): RuleTrace {
  return {
    subject: `${prefix}${before.id}`,
    version: versionOf(after),
    before: { spec: before.spec, deleted: before.deletedAt !== null },
  };
}
