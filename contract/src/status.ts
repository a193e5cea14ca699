import { z } from 'zod';

export const Status = z.enum(['healthy', 'warning', 'critical', 'offline']);
export type Status = z.infer<typeof Status>;

export const Severity = z.enum(['info', 'warning', 'error', 'critical']);
export type Severity = z.infer<typeof Severity>;

/** ISO 8601 with a zone, as the guide's REST and stream fields have it. */
export const IsoTime = z.iso.datetime({ offset: true });

/** Where an item comes from; on every item that a source delivered. */
export const Origin = z.object({
  /** The connection that delivered it, as in `GET /sources`. */
  source: z.string(),
  /** True when it comes from the built-in demo cloud. */
  demo: z.boolean(),
});
export type Origin = z.infer<typeof Origin>;
