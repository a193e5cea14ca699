import { z } from 'zod';
import { webLink } from '../web-link.ts';

export const GitHubApp = z.object({
  id: z
    .string()
    .regex(/^[\w.-]+$/)
    .meta({ title: 'App ID' }),
  privateKey: z
    .string()
    .startsWith('-----BEGIN', 'Paste the whole .pem file, from -----BEGIN on')
    .meta({ title: 'Private key', secret: true, multiline: true }),
  /** Looked up by the owner when it is not given. */
  installationId: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .meta({ title: 'Installation ID', description: 'Looked up by the owner when it is not given' }),
});

export type GitHubApp = z.infer<typeof GitHubApp>;

/** What the operator sets; also the set-up form. */
export const GitHubConfig = z
  .object({
    owner: z
      .string()
      .min(1)
      .meta({ title: 'Owner', description: 'Organisation or user, as in github.com/<owner>' }),
    repositories: z
      .array(z.string().regex(/^!?[\w.*-]+$/, 'Use the name without the owner'))
      .min(1)
      .refine((names) => new Set(names).size === names.length, 'Name each repository once')
      .meta({
        title: 'Repositories',
        description: 'Names, * for all, payments-* for some, !name to leave one out',
      }),
    token: z.string().min(1).optional().meta({ title: 'Token', secret: true, main: true }),
    app: GitHubApp.optional().meta({ title: 'GitHub App', description: 'Instead of a token' }),
    writeToken: z.string().min(1).optional().meta({
      title: 'Token for actions',
      description: 'Re-runs, cancels and rolls back. Without one the token above is used for that as well',
      secret: true,
    }),
    webhookSecret: z.string().min(16).optional().meta({
      title: 'Webhook secret',
      description: 'Signs what GitHub delivers to /api/webhooks/github',
      secret: true,
    }),
    historyDays: z
      .number()
      .min(0)
      .max(400)
      .default(30)
      .meta({ title: 'Days of history', description: 'How far back runs are read at the first time' }),
    apiUrl: z.url().default('https://api.github.com').meta({
      title: 'API address',
      description: 'For GitHub Enterprise Server: https://<host>/api/v3',
      receivesSecrets: true,
    }),
    deployWorkflow: z.array(z.string().min(1)).default(['deploy', 'release', 'rollback']).meta({
      title: 'Deploying workflows',
      description:
        'Words of which one stands in the name or file of a workflow that deploys; for repositories without GitHub Deployments',
    }),
  })
  .refine(({ token, app }) => Boolean(token) !== Boolean(app), {
    message: 'Give a token or an app, not both',
    path: ['token'],
  });
export type GitHubConfig = z.infer<typeof GitHubConfig>;

/** The same with what changes are made by. */
export function writingConfig(config: GitHubConfig): GitHubConfig {
  const { app, ...withoutApp } = config;
  return config.writeToken ? { ...withoutApp, token: config.writeToken } : config;
}

const Id = z.int().transform(String);
const Time = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Link = z.string().nullish().transform(webLink);
const Person = z.object({ login: z.string() }).nullish();

/** Only the fields we read; GitHub sends about a hundred more. */
export const WorkflowRun = z.object({
  id: Id,
  workflow_id: Id,
  name: z.string().nullish(),
  path: z.string().nullish(),
  display_title: z.string().nullish(),
  event: z.string(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  head_branch: z.string().nullable(),
  head_sha: z.string(),
  html_url: Link,
  run_attempt: z.int().default(1),
  created_at: Time,
  updated_at: Time,
  run_started_at: Time.nullish(),
  actor: Person,
  head_commit: z
    .object({
      message: z.string(),
      timestamp: Time.nullish(),
      author: z.object({ name: z.string() }).nullish(),
    })
    .nullish(),
});
export type WorkflowRun = z.infer<typeof WorkflowRun>;

/** A repository as a list of them shows it. */
export const Listed = z.object({
  id: z.int(),
  name: z.string(),
  owner: z.object({ login: z.string() }),
  archived: z.boolean().default(false),
  disabled: z.boolean().default(false),
  pushed_at: Time.nullish(),
  private: z.boolean().default(true),
  /** What the person behind the token may do, whatever the token was given. */
  permissions: z.object({ push: z.boolean() }).nullish(),
});
export type Listed = z.infer<typeof Listed>;

export const ListedPage = z.array(Listed);
export const InstallationPage = z
  .object({ repositories: ListedPage })
  .transform(({ repositories }) => repositories);

/** The proof of an app's installation. */
export const InstallationProof = z.object({ permissions: z.record(z.string(), z.string()) });

export const Login = z.object({ login: z.string() }).transform(({ login }) => login);

export const RunPage = z
  .object({ workflow_runs: z.array(WorkflowRun) })
  .transform(({ workflow_runs }) => workflow_runs);

export const Job = z.object({
  id: Id,
  name: z.string(),
  status: z.string(),
  conclusion: z.string().nullable(),
  started_at: Time.nullish(),
  completed_at: Time.nullish(),
  html_url: Link,
});
export type Job = z.infer<typeof Job>;

export const JobPage = z.object({ jobs: z.array(Job) }).transform(({ jobs }) => jobs);

export const GitHubDeployment = z.object({
  id: Id,
  sha: z.string(),
  ref: z.string(),
  payload: z.unknown(),
  task: z.string().default('deploy'),
  environment: z.string(),
  production_environment: z.boolean().nullish(),
  description: z.string().nullish(),
  creator: Person,
  created_at: Time,
  updated_at: Time,
});
export type GitHubDeployment = z.infer<typeof GitHubDeployment>;

export const DeploymentPage = z.array(GitHubDeployment);

/** Newest first. */
export const DeploymentState = z.object({
  state: z.string(),
  created_at: Time,
  environment_url: Link,
  log_url: Link,
  target_url: Link,
});
export type DeploymentState = z.infer<typeof DeploymentState>;

export const DeploymentStatePage = z.array(DeploymentState);

export const Comparison = z.object({
  html_url: Link,
  status: z.enum(['diverged', 'ahead', 'behind', 'identical']),
  ahead_by: z.int(),
  commits: z.array(
    z.object({
      sha: z.string(),
      html_url: Link,
      commit: z.object({ message: z.string(), author: z.object({ name: z.string() }).nullish() }),
    }),
  ),
  files: z.array(z.object({ filename: z.string(), status: z.string() })).default([]),
});
export type Comparison = z.infer<typeof Comparison>;

/** A file of less than 1 MB. */
export const File = z
  .object({ encoding: z.literal('base64'), content: z.string() })
  .transform(({ content }) => Buffer.from(content, 'base64').toString('utf8'));
