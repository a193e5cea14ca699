import { z } from 'zod';
import { SourceState } from './source-state.ts';
import { IsoTime } from './status.ts';

export const Health = z.object({
  status: z.enum(['ok', 'degraded', 'unavailable']),
  version: z.string(),
  startedAt: IsoTime,
  uptimeSeconds: z.number(),
  database: z.object({ engine: z.enum(['pglite', 'postgresql']), status: z.enum(['ok', 'unavailable']) }),
  stream: z.object({ clients: z.int() }),
  sources: z.array(SourceState),
});
export type Health = z.infer<typeof Health>;

/** A32: what people chose. A secret is never sent: `set` says whether there is one, `locked` that the environment set it. */
const Secret = z.object({ set: z.boolean(), locked: z.boolean() });
export const Settings = z.object({
  thresholds: z.object({ cpu: z.number(), memory: z.number(), disk: z.number() }),
  integrations: z.object({
    github: z.object({
      enabled: z.boolean(),
      owner: z.string().nullable(),
      repo: z.string().nullable(),
      token: Secret,
    }),
    aws: z.object({
      enabled: z.boolean(),
      region: z.string().nullable(),
      accessKey: Secret,
      secretKey: Secret,
    }),
    evm: z.object({ enabled: z.boolean(), chains: z.array(z.string()) }),
  }),
  demo: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;
