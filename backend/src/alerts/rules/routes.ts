import { api, type RuleSpec } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { AppError, NotFoundError } from '../../platform/errors.ts';
import { type Asker, serve, serveFile } from '../../platform/http/serve.ts';
import { listChoices } from './choices.ts';
import type { Doer, RuleContext } from './context.ts';
import { importRules } from './import-rules.ts';
import { matchesOf } from './matches.ts';
import type { ReplayPlace } from './replay-place.ts';
import { replay } from './replay-run.ts';
import type { StoredRule } from './rule.ts';
import { ruleStore } from './rule-store.ts';
import { showRules } from './shown.ts';
import { suggestThreshold } from './suggest.ts';
import { createRule, deleteRule, restoreRule, updateRule } from './write-rule.ts';
import { toYaml } from './yaml.ts';

export interface RulePorts {
  readonly context: RuleContext;
  doer(asker: Asker): Doer;
}

const dayMs = 86_400_000;
const mostDeleted = 200;

export function ruleRoutes(app: FastifyInstance, ports: RulePorts): void {
  const { context, doer } = ports;
  const store = () => ruleStore(context.database, context.workspace);
  const shown = async (rule: StoredRule) => {
    const [one] = await showRules(context.database, [rule], context);
    if (!one) throw new NotFoundError('Rule', rule.id);
    return { rule: one };
  };
  serve(app, api.listRules, async () => ({
    rules: await showRules(context.database, await store().list(), context),
  }));
  serve(app, api.listDeletedRules, async () => ({
    rules: (await store().deleted(mostDeleted)).map(({ id, version, spec, deletedAt, updatedBy }) => ({
      ...{ id, version, spec, by: updatedBy },
      at: new Date(deletedAt).toISOString(),
    })),
  }));
  serve(app, api.getRule, async ({ id }) => {
    const rule = await store().find(id);
    if (!rule || rule.deletedAt !== null) throw new NotFoundError('Rule', id);
    return shown(rule);
  });
  serve(app, api.createRule, async ({ spec }, asker) => shown(await createRule(spec, doer(asker), context)));
  serve(app, api.updateRule, async (asked, asker) => shown(await updateRule(asked, doer(asker), context)));
  serve(app, api.deleteRule, async ({ id }, asker) => {
    await deleteRule(id, doer(asker), context);
    return { success: true as const };
  });
  serve(app, api.restoreRule, async (asked, asker) => shown(await restoreRule(asked, doer(asker), context)));
  serve(app, api.getRuleHistory, async ({ id }) => {
    const rule = await store().find(id);
    if (!rule) throw new NotFoundError('Rule', id);
    const versions = await store().versions(id);
    return {
      versions: versions.map(({ at, ...one }) => ({ ...one, at: new Date(at).toISOString() })),
      deleted: rule.deletedAt !== null,
    };
  });
  serve(app, api.getRuleChoices, async ({ metric }) => ({ choices: await listChoices(metric, context) }));
  serve(app, api.matchRule, ({ spec }) => matchesOf(spec, context));
  fileRoutes(app, ports);
  replayRoutes(app, ports);
}

function fileRoutes(app: FastifyInstance, { context, doer }: RulePorts): void {
  serveFile(app, api.exportRules, async () => {
    const rules = await ruleStore(context.database, context.workspace).list();
    return { name: 'smartops-rules.yaml', content: once(toYaml(rules)) };
  });
  serve(app, api.importRules, (asked, asker) => importRules(asked, doer(asker), context));
}

async function* once(text: string) {
  yield text;
}

function replayRoutes(app: FastifyInstance, { context }: RulePorts): void {
  const place = (signal: AbortSignal): ReplayPlace => ({
    database: context.database,
    now: context.now(),
    isWatched: (id) => context.watching.some((one) => one.id === id),
    signal,
  });
  const window = (days: number) => ({ from: context.now() - days * dayMs, to: context.now() });
  const saved = async (id: string): Promise<RuleSpec> => {
    const rule = await ruleStore(context.database, context.workspace).find(id);
    if (!rule) throw new NotFoundError('Rule', id);
    return rule.spec;
  };
  serve(app, api.replayRule, ({ spec, days, against: id }, asker) =>
    whileSomebodyWaits(asker, async (signal) => {
      const against = id === undefined ? undefined : await saved(id);
      return { replay: await replay({ spec, against }, window(days), place(signal)) };
    }),
  );
  serve(app, api.suggestThreshold, ({ spec, days, pagesAWeek }, asker) =>
    whileSomebodyWaits(asker, async (signal) => ({
      suggestion: await suggestThreshold({ spec, pagesAWeek }, window(days), place(signal)),
    })),
  );
}

/** What reads much of what is stored stops when the connection is closed. */
async function whileSomebodyWaits<Result>(
  { request }: Asker,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const gone = new AbortController();
  const stop = () => gone.abort();
  request.raw.socket.once('close', stop);
  try {
    return await work(gone.signal);
  } catch (error) {
    throw gone.signal.aborted ? new AppError('unavailable', 'Nobody waited for the answer') : error;
  } finally {
    request.raw.socket.off('close', stop);
  }
}
