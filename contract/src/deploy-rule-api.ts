import { z } from 'zod';
import { DeployPreview, DeployRuleSet, DeployRules } from './deploy-rule.ts';
import { type Route, route } from './route.ts';

const path = '/settings/deploy-rules';

/** Which workflow runs are deployments, and where they go. */
export const deployRuleApi = {
  getDeployRules: route({
    method: 'GET',
    role: 'viewer',
    scope: 'settings:read',
    path,
    summary: 'The rules that say which runs are deployments, and what stood before',
    input: z.object({}),
    reply: DeployRuleSet,
  }),
  saveDeployRules: route({
    method: 'PUT',
    role: 'admin',
    scope: null,
    path,
    summary: 'Puts rules in the place of version `version`; 409 when somebody else has',
    input: z.object({ version: z.int().min(0), rules: DeployRules }),
    reply: DeployRuleSet,
  }),
  previewDeployRules: route({
    method: 'POST',
    role: 'operator',
    scope: 'settings:read',
    path: `${path}/preview`,
    summary: 'What these rules would change in the runs of the last 90 days; nothing is changed',
    input: z.object({ rules: DeployRules }),
    reply: DeployPreview,
  }),
} satisfies Record<string, Route>;
