import type { Rule } from '@smartops/contract';
import { mutate } from 'swr';
import { plural } from '../format/number.ts';
import { tellNews } from '../state/alert-news.ts';
import { call } from './call.ts';
import type { Reply } from './paths.ts';
import { reload } from './reload.ts';

type Rules = Reply<'listRules'>;

/** What becomes of a rule that is being switched; undefined when that was refused. */
const turns = new Map<string, Promise<Rule | undefined>>();

/**
 * Switches a rule on or off and shows it at once; what the backend refuses is taken back, with its reason. Whoever is
 * faster than the network waits for the turn before.
 */
export async function switchRule(rule: Rule, enabled: boolean): Promise<void> {
  const { id } = rule;
  show({ ...rule, spec: { ...rule.spec, enabled } });
  const before = turns.get(id);
  const turn = (async () => save((await before) ?? rule, enabled))();
  turns.set(id, turn);
  await turn;
  if (turns.get(id) !== turn) return;
  turns.delete(id);
  await reloadRules();
}

async function save({ id, version, spec }: Rule, enabled: boolean): Promise<Rule | undefined> {
  try {
    const { rule: saved } = await call('updateRule', { id, version, spec: { ...spec, enabled } });
    tellNews({
      text: `Switched ${enabled ? 'on' : 'off'} ${spec.name}`,
      isFailure: false,
      undo: () => void switchRule(saved, !enabled),
    });
    return saved;
  } catch (error) {
    tellFailure(`${spec.name} is as it was`, error);
    return undefined;
  }
}

/** Takes a rule away; throws CallError. Undo brings it back. */
export async function deleteRule({ id, version, spec: { name }, firing }: Rule): Promise<void> {
  await call('deleteRule', { id });
  const ended = firing > 0 ? `, ${plural(firing, 'alert')} ended` : '';
  tellNews({
    text: `Deleted ${name}${ended}`,
    isFailure: false,
    undo: () => void restoreRule({ id, version, name }),
  });
  await reloadRules();
}

/** Makes a version of a rule the newest, also of one that was deleted. `newest` is the one that an undo returns to. */
export async function restoreRule(
  { id, version, name }: { readonly id: string; readonly version: number; readonly name: string },
  newest?: number,
): Promise<void> {
  try {
    await call('restoreRule', { id, version });
    tellNews({
      text: newest === undefined ? `Restored ${name}` : `${name} is as in version ${version} again`,
      isFailure: false,
      undo: newest === undefined ? undefined : () => void restoreRule({ id, version: newest, name }, version),
    });
  } catch (error) {
    tellFailure(`${name} was not restored`, error);
  }
  await reloadRules();
}

/** Asks again for whatever shows rules. */
export const reloadRules = () => reload('listRules', 'listDeletedRules', 'getRule', 'getRuleHistory');

function show(rule: Rule): void {
  void mutate<Rules>(
    ['listRules', {}],
    (known) => known && { rules: known.rules.map((one) => (one.id === rule.id ? rule : one)) },
    { revalidate: false },
  );
}

function tellFailure(what: string, error: unknown): void {
  const why = error instanceof Error ? error.message : String(error);
  tellNews({ text: `${what}: ${why}`, isFailure: true, undo: undefined });
}
