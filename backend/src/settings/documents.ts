import { z } from 'zod';

/** Where a secret lies, and what may be shown of it. */
const SecretPlace = z.object({ name: z.string(), hint: z.string().nullable() });

/** A connection that somebody set up. */
export const ConnectionDocument = z.object({
  kind: z.string(),
  title: z.string(),
  enabled: z.boolean(),
  config: z.record(z.string(), z.unknown()),
  /** By field. */
  secrets: z.record(z.string(), SecretPlace),
});
export type ConnectionDocument = z.infer<typeof ConnectionDocument>;

/** Everything else that no other room keeps; what is not in it was not chosen. */
export const GeneralDocument = z.object({
  /** Seconds, by connection. */
  intervals: z.record(z.string(), z.number()).default({}),
  /** Days. */
  retention: z
    .object({
      ...{ raw: z.number(), fiveMinutes: z.number(), hours: z.number() },
      ...{ logs: z.number(), deliveries: z.number(), events: z.number() },
    })
    .partial()
    .default({}),
});
export type GeneralDocument = z.infer<typeof GeneralDocument>;

export const generalName = 'general';
export const connectionPrefix = 'connection:';
export const connectionName = (id: string) => `${connectionPrefix}${id}`;

/** An unreadable one counts as not chosen: an older program may find what a newer one wrote. */
export function toGeneral(value: unknown): GeneralDocument {
  return GeneralDocument.safeParse(value ?? {}).data ?? GeneralDocument.parse({});
}
