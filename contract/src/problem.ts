import { z } from 'zod';

export const ProblemCode = z.enum([
  'invalid',
  'unauthorized',
  'forbidden',
  'not-found',
  'conflict',
  'too-large',
  'rate-limited',
  'source-failed',
  'unavailable',
  'internal',
]);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** The body of every failure, as RFC 9457 has it; `errors` names each invalid field. */
export const Problem = z.object({
  type: z.string(),
  title: ProblemCode,
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof Problem>;
