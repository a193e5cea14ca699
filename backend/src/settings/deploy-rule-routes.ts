import { api } from '@smartops/contract';
import type { FastifyInstance } from 'fastify';
import { type Asker, serve } from '../platform/http/serve.ts';
import type { DeployRuleContext, Doer } from './deploy-rule-context.ts';
import { readDeployRules, saveDeployRules } from './deploy-rules.ts';
import { previewDeployRules } from './preview-deploy-rules.ts';

export interface DeployRulePorts {
  readonly context: DeployRuleContext;
  doer(asker: Asker): Doer;
  /** Called after the rules have changed. */
  saved(): void;
}

export function deployRuleRoutes(app: FastifyInstance, { context, doer, saved }: DeployRulePorts): void {
  serve(app, api.getDeployRules, () => readDeployRules(context));
  serve(app, api.previewDeployRules, ({ rules }) => previewDeployRules(rules, context));
  serve(app, api.saveDeployRules, async (wanted, asker) => {
    await saveDeployRules(wanted, doer(asker), context);
    saved();
    return readDeployRules(context);
  });
}
