import { randomBytes } from 'node:crypto';
import type { RuleSpec } from '@smartops/contract';
import { z } from 'zod';
import { ConflictError, NotFoundError } from '../../platform/errors.ts';
import { faultsOf } from './check-spec.ts';
import type { Doer, RuleContext } from './context.ts';
import type { Tx } from './facts-store.ts';
import { refuseUnlocking } from './locks.ts';
import type { StoredRule } from './rule.ts';
import { ruleStore } from './rule-store.ts';

/** A new rule. Throws ZodError when it cannot be saved. */
export async function createRule(spec: RuleSpec, doer: Doer, context: RuleContext): Promise<StoredRule> {
  refuseFaults(spec);
  const { now, workspace } = context;
  const recorded = { action: 'rule.create', target: spec.name, detail: detailOf(spec) };
  const rule = await doer.privileged(recorded, async (tx) => {
    const write = { spec, by: doer.caller.name, at: now() };
    const store = ruleStore(tx, workspace);
    const id = slugOf(spec.name);
    return (
      (await store.insert({ ...write, id }, 'person')) ??
      (await store.insert({ ...write, id: `${id}-${randomBytes(4).toString('hex')}` }, 'person'))
    );
  });
  if (!rule) throw new ConflictError('Another rule of this name was just saved');
  context.changed();
  return rule;
}

/** The next version of a rule. Throws ConflictError, which names who was faster, NotFoundError and ZodError. */
export async function updateRule(
  { id, version, spec }: { readonly id: string; readonly version: number; readonly spec: RuleSpec },
  doer: Doer,
  context: RuleContext,
): Promise<StoredRule> {
  refuseFaults(spec);
  const recorded = { action: 'rule.update', target: spec.name, detail: { id, ...detailOf(spec) } };
  const rule = await doer.privileged(recorded, async (tx) => {
    const store = ruleStore(tx, context.workspace);
    const found = await kept(tx, id, context);
    refuseUnlocking(context.locks, id, spec);
    if (found.deletedAt !== null)
      throw new ConflictError(`${found.updatedBy} deleted this rule meanwhile; restore it first`);
    const written = await store.update({ id, spec, by: doer.caller.name, at: context.now() }, version);
    if (written) return written;
    const newer = (await store.find(id)) ?? found;
    throw new ConflictError(`${newer.updatedBy} saved version ${newer.version} of this rule meanwhile`);
  });
  context.changed();
  return rule;
}

/** Takes a rule away; every version stays. Twice is harmless. Throws NotFoundError, and ConflictError when the environment sets it. */
export async function deleteRule(id: string, doer: Doer, context: RuleContext): Promise<void> {
  const { spec } = await kept(context.database, id, context);
  const recorded = { action: 'rule.delete', target: spec.name, detail: { id } };
  await doer.privileged(recorded, async (tx) => {
    refuseUnlocking(context.locks, id, null);
    await ruleStore(tx, context.workspace).remove(id, { by: doer.caller.name, at: context.now() });
  });
  context.changed();
}

/** Makes an earlier version the newest, also of a rule that was deleted. Throws NotFoundError and ConflictError. */
export async function restoreRule(
  { id, version }: { readonly id: string; readonly version: number },
  doer: Doer,
  context: RuleContext,
): Promise<StoredRule> {
  const versions = await ruleStore(context.database, context.workspace).versions(id);
  const wanted = versions.find((one) => one.version === version);
  if (!wanted) throw new NotFoundError('Version of a rule', `${id}, ${version},`);
  refuseFaults(wanted.spec);
  const recorded = {
    action: 'rule.restore',
    target: wanted.spec.name,
    detail: { id, version: `${version}` },
  };
  const rule = await doer.privileged(recorded, async (tx) => {
    const { version: newest, updatedBy } = await kept(tx, id, context);
    refuseUnlocking(context.locks, id, wanted.spec);
    const write = { id, spec: wanted.spec, by: doer.caller.name, at: context.now() };
    const written = await ruleStore(tx, context.workspace).update(write, newest);
    if (!written) throw new ConflictError(`${updatedBy} saved this rule meanwhile`);
    return written;
  });
  context.changed();
  return rule;
}

async function kept(tx: Tx, id: string, { workspace }: RuleContext) {
  const found = await ruleStore(tx, workspace).find(id);
  if (!found) throw new NotFoundError('Rule', id);
  return found;
}

/** What it is about, for who reads the audit log. */
function detailOf({ condition, severity, enabled }: RuleSpec): Record<string, string | null> {
  return { condition: JSON.stringify(condition), severity, enabled: `${enabled}` };
}

function refuseFaults(spec: RuleSpec): void {
  const faults = faultsOf(spec);
  if (faults.length === 0) return;
  throw new z.ZodError(
    faults.map(({ path, message }) => ({
      code: 'custom',
      path: ['spec', ...path],
      message,
      input: undefined,
    })),
  );
}

/** A name as an id that reads well in a file. */
export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .normalize('NFKD')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return slug.slice(0, 80) || 'rule';
}
