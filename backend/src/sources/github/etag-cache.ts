import type { z } from 'zod';
import { SourceError } from '../source.ts';
import { isHttpFailure } from './failure.ts';

const mostEntries = 3_000;

export interface Answer {
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string | number | undefined>>;
}

/** One page of a list, or one thing. */
export interface Page<T> {
  readonly value: T;
  readonly hasNext: boolean;
}

export interface EtagCache {
  /**
   * The answer to `call`, or the one before when GitHub says that nothing changed, which costs no quota. Throws what
   * `call` throws, and SourceError `malformed`.
   */
  read<T>(
    key: string,
    schema: z.ZodType<T>,
    call: (headers: Readonly<Record<string, string>>) => Promise<Answer>,
  ): Promise<Page<T>>;
}

/** Keeps what was read, never the raw body: a page of runs is a megabyte at GitHub and 20 kB here. */
export function createEtagCache(): EtagCache {
  const entries = new Map<string, { readonly etag: string; readonly page: Page<unknown> }>();
  return {
    async read<T>(key: string, schema: z.ZodType<T>, call: Parameters<EtagCache['read']>[2]) {
      const known = entries.get(key);
      try {
        const { data, headers } = await call(known ? { 'if-none-match': known.etag } : {});
        const page = { value: parse(schema, data), hasNext: /rel="next"/.test(String(headers.link ?? '')) };
        entries.delete(key);
        if (headers.etag) entries.set(key, { etag: String(headers.etag), page });
        dropOldest(entries);
        return page;
      } catch (error) {
        // A key is always read with the same schema.
        if (known && isHttpFailure(error) && error.status === 304) return known.page as Page<T>;
        throw error;
      }
    },
  };
}

function parse<T>(schema: z.ZodType<T>, data: unknown): T {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues[0]?.path.join('.') || 'the whole answer';
  throw new SourceError('malformed', `GitHub's answer is not what its documentation describes: ${where}`);
}

function dropOldest(entries: Map<string, unknown>): void {
  const oldest = entries.keys().next();
  if (entries.size > mostEntries && !oldest.done) entries.delete(oldest.value);
}
