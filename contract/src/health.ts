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
