import type { z } from 'zod';
import type { Scope } from './identity.ts';

/** Who may call a route. `public` is for the few that answer strangers; each higher role includes the lower ones. */
export type Role = 'public' | 'viewer' | 'operator' | 'admin';

/** One REST call under `/api`, as both sides see it. `:name` parts of the path are filled from the input. */
export interface Route<Input = unknown, Reply = unknown> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: `/${string}`;
  readonly role: Role;
  /** What an API key needs besides the role; null for what no key may do. */
  readonly scope: Scope | null;
  /** One line for the reference page. */
  readonly summary: string;
  readonly input: z.ZodType<Input>;
  readonly reply: z.ZodType<Reply>;
  /** For a file to keep: the reply is this instead of JSON. */
  readonly contentType?: `text/${string}`;
  /** For what other systems deliver here. */
  readonly incoming?: Incoming;
}

/** How other systems prove who they are; checked over what came, byte by byte, before any of it is read. */
export type Proof = 'senderToken' | 'senderPassword' | 'githubSignature';

/** A delivery: the body is described here and read by whoever knows its kind. It is taken with 202. */
export interface Incoming {
  /** Any of them is enough. */
  readonly proofs: readonly Proof[];
  readonly headers?: z.ZodType;
  readonly body: z.ZodType;
}

export function route<Input, Reply>(route: Route<Input, Reply>): Route<Input, Reply> {
  return route;
}
