import { z } from 'zod';
import { parseAllowList } from '../platform/egress/allow-list.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const list = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ''));
const allowList = list.superRefine((entries, context) => {
  try {
    parseAllowList(entries);
  } catch (error) {
    context.addIssue(error instanceof Error ? error.message : 'cannot be read');
  }
});
const seconds = z.coerce
  .number()
  .min(1)
  .max(86_400)
  .transform((value) => value * 1_000);

const percent = z.coerce.number().min(1).max(99);

/** Every variable the program reads. An empty one counts as not set. `.env.example` explains each. */
export const Environment = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('production'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(3001),
  WS_PORT: port.optional(),
  AUTH_MODE: z.enum(['open', 'required']).optional(),
  AUTH_SECRET: z
    .string()
    .min(32, 'needs 32 characters or more; openssl rand -base64 32 makes some')
    .optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'is an address such as https://ops.example.com' })
    .refine((text) => URL.parse(text)?.pathname === '/', 'has no path: https://ops.example.com')
    .optional(),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60).default('Company sign-in'),
  OIDC_DEFAULT_ROLE: z.enum(['viewer', 'operator', 'admin']).optional(),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'is smtp://user:password@host:587 or smtps://…' })
    .optional(),
  MAIL_FROM: z.string().max(200).optional(),
  SLACK_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  DISCORD_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  NOTIFY_WEBHOOK_URL: z.url({ protocol: /^https?$/ }).optional(),
  NOTIFY_WEBHOOK_SECRET: z.string().min(16, 'at least 16 characters').optional(),
  NOTIFY_EMAIL: list.default([]),
  DATA_DIR: z.string().optional(),
  DATABASE_URL: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  DEMO: z.enum(['auto', 'off']).default('auto'),
  CORS_ORIGINS: list.default([]),
  ALLOWED_HOSTS: list.default([]),
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  LOG_KEEP_DAYS: z.coerce
    .number()
    .min(1)
    .max(3_650)
    .default(400)
    .transform((days) => days * 86_400_000),
  LOG_KEEP_MB: z.coerce
    .number()
    .min(16)
    .max(1_000_000)
    .default(512)
    .transform((megabytes) => megabytes * 1_048_576),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  EGRESS_ALLOW: allowList.default([]),
  SEALING_KEY: z.string().optional(),
  SEALING_KEYS_OLD: list.default([]),

  AWS_REGION: z.string().optional(),
  AWS_REGIONS: list.default([]),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  AWS_SECRET_ACCESS_KEY: z.string().optional(),
  AWS_SESSION_TOKEN: z.string().optional(),
  AWS_PROFILE: z.string().optional(),
  AWS_WEB_IDENTITY_TOKEN_FILE: z.string().optional(),
  AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: z.string().optional(),
  AWS_ENDPOINT_URL: z.url().optional(),

  GITHUB_TOKEN: z.string().optional(),
  GITHUB_APP_ID: z.string().optional(),
  GITHUB_APP_PRIVATE_KEY: z.string().optional(),
  GITHUB_APP_INSTALLATION_ID: z.coerce.number().int().positive().optional(),
  GITHUB_WRITE_TOKEN: z.string().optional(),
  GITHUB_WEBHOOK_SECRET: z.string().min(16, 'at least 16 characters').optional(),
  APPROVAL_TWO_PEOPLE: z
    .enum(['true', 'false'])
    .default('false')
    .transform((text) => text === 'true'),
  GITHUB_OWNER: z.string().optional(),
  GITHUB_REPO: list.default([]),
  GITHUB_HISTORY_DAYS: z.coerce.number().min(0).max(400).default(30),
  GITHUB_API_URL: z.url().default('https://api.github.com'),

  ETHEREUM_RPC_URL: z.url().optional(),
  ETH_RPC_URL: z.url().optional(),
  POLYGON_RPC_URL: z.url().optional(),
  EVM_RPC_URLS: list.default([]),

  HOST_INTERVAL_SECONDS: seconds.default(10_000),
  AWS_INTERVAL_SECONDS: seconds.default(30_000),
  GITHUB_INTERVAL_SECONDS: seconds.default(60_000),
  EVM_INTERVAL_SECONDS: seconds.default(15_000),
  THRESHOLD_CPU: percent.optional(),
  THRESHOLD_MEMORY: percent.optional(),
  THRESHOLD_DISK: percent.optional(),
  SECURITY_INTERVAL_SECONDS: seconds.default(300_000),
  METRICS_STREAM_SECONDS: seconds.default(30_000),
  INCIDENT_CALM_SECONDS: seconds.default(120_000),
});
export type Environment = z.infer<typeof Environment>;

/** A setting that cannot work. Its message names the variable and says what to write instead. */
export class ConfigError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ConfigError';
  }
}

/** The variables that say something. */
export function given(variables: Readonly<Record<string, string | undefined>>) {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
}

/** Throws ConfigError that names every variable that cannot be read. */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const parsed = Environment.safeParse(given(variables));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  throw new ConfigError(`Some settings cannot be read:\n${lines.join('\n')}`);
}
