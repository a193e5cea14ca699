import type { ImportLine, RuleSpec } from '@smartops/contract';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { faultsOf } from './check-spec.ts';
import type { Doer, RuleContext } from './context.ts';
import type { Tx } from './facts-store.ts';
import { type Locks, lockProblem } from './locks.ts';
import { readPrometheus } from './prometheus.ts';
import { ruleStore } from './rule-store.ts';
import { slugOf } from './write-rule.ts';
import { type Read, RuleEntry } from './yaml.ts';

const mostRules = 2_000;

type Plan = ImportLine & { readonly spec: RuleSpec | undefined; readonly version: number };

/** Says of every rule in a file what becomes of it, and saves those that can be when told to. Throws ZodError. */
export async function importRules(
  { text, dryRun }: { readonly text: string; readonly dryRun: boolean },
  doer: Doer,
  context: RuleContext,
): Promise<{ format: 'smartops' | 'prometheus'; lines: ImportLine[] }> {
  const { format, rules } = readFile(text);
  const lines = (plans: readonly Plan[]) =>
    plans.map(({ name, id, outcome, notes }) => ({ name, id, outcome, notes }));
  if (dryRun) return { format, lines: lines(await planOf(context.database, rules, context)) };
  const recorded = {
    action: 'rule.import',
    target: `${rules.length} rules`,
    detail: {
      format,
      ids: rules
        .map((one) => idOf(one))
        .join(' ')
        .slice(0, 2_000),
    },
  };
  const plans = await doer.privileged(recorded, async (tx) => {
    const planned = await planOf(tx, rules, context);
    const store = ruleStore(tx, context.workspace);
    for (const { id, spec, outcome, version } of planned) {
      if (!spec || id === null || outcome === 'same' || outcome === 'refused') continue;
      const write = { id, spec, by: doer.caller.name, at: context.now() };
      if (outcome === 'created') await store.insert(write, 'file');
      else await store.update(write, version);
    }
    return planned;
  });
  context.changed();
  return { format, lines: lines(plans) };
}

function readFile(text: string): { format: 'smartops' | 'prometheus'; rules: Read[] } {
  const content = Object(readYaml(text));
  if (Array.isArray(content.groups)) return { format: 'prometheus', rules: limited(readPrometheus(content)) };
  if (Array.isArray(content.rules))
    return { format: 'smartops', rules: limited(content.rules).map(readEntry) };
  throw fault('Holds neither `rules`, as ours, nor `groups`, as those of Prometheus');
}

function readYaml(text: string): unknown {
  try {
    return parse(text, { maxAliasCount: 50 });
  } catch (error) {
    throw fault(error instanceof YAMLParseError ? error.message : 'Cannot be read as YAML');
  }
}

function limited<One>(list: One[]): One[] {
  if (list.length > mostRules) throw fault(`Holds more than ${mostRules} rules`);
  return list;
}

function fault(message: string): z.ZodError {
  return new z.ZodError([{ code: 'custom', path: ['text'], message, input: undefined }]);
}

function readEntry(entry: unknown): Read {
  const parsed = RuleEntry.safeParse(entry);
  const { id, name } = Object(entry);
  const called = `${name ?? id ?? 'without a name'}`.slice(0, 200);
  if (!parsed.success)
    return { name: called, id: undefined, spec: undefined, notes: sentences(parsed.error) };
  const { id: own, ...spec } = parsed.data;
  return { name: called, id: own, spec, notes: [] };
}

const sentences = ({ issues }: z.ZodError) =>
  issues.slice(0, 10).map(({ path, message }) => `${path.join('.')}: ${message}`);

const idOf = ({ id, name }: Read) => id ?? slugOf(name);

async function planOf(
  tx: Tx,
  rules: readonly Read[],
  { workspace, locks }: Pick<RuleContext, 'workspace' | 'locks'>,
): Promise<Plan[]> {
  const store = ruleStore(tx, workspace);
  const seen = new Set<string>();
  const plans: Plan[] = [];
  for (const read of rules) {
    const id = idOf(read);
    const refused = refusalOf(read, seen.has(id), locks);
    if (!read.spec || refused.length > 0) {
      const notes = [...refused, ...read.notes];
      plans.push({ name: read.name, id: null, outcome: 'refused', notes, spec: undefined, version: 0 });
      continue;
    }
    seen.add(id);
    const known = await store.find(id);
    const outcome = known ? outcomeOf(known, read.spec) : 'created';
    const { name, spec, notes } = read;
    plans.push({ name, id, outcome, notes: [...notes], spec, version: known?.version ?? 0 });
  }
  return plans;
}

function refusalOf(read: Read, isTwice: boolean, locks: Locks): string[] {
  const { spec } = read;
  if (isTwice) return ['The file holds a rule of this id already'];
  const locked = spec && lockProblem(locks, idOf(read), spec);
  if (locked) return [locked];
  return spec ? faultsOf(spec).map(({ path, message }) => `${path.join('.')}: ${message}`) : [];
}

function outcomeOf(known: { readonly spec: RuleSpec; readonly deletedAt: number | null }, spec: RuleSpec) {
  return known.deletedAt === null && sorted(known.spec) === sorted(spec) ? 'same' : 'changed';
}

/** PostgreSQL keeps the keys of JSON in an order of its own. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}
