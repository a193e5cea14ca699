import type { z } from 'zod';

/** Who may call a route. `public` is for the few that answer strangers; each higher role includes the lower ones. */
export type Role = 'public' | 'viewer' | 'operator' | 'admin';

/** One REST call under `/api`, as both sides see it. `:name` parts of the path are filled from the input. */
export interface Route<Input = unknown, Reply = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  readonly role: Role;
  /** One line for the reference page. */
  readonly summary: string;
  readonly input: z.ZodType<Input>;
  readonly reply: z.ZodType<Reply>;
}

export function route<Input, Reply>(route: Route<Input, Reply>): Route<Input, Reply> {
  return route;
}
