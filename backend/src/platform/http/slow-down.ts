import type { FastifyReply } from 'fastify';
import { problem, sendProblem } from './problem.ts';
import type { RateLimit } from './rate-limit.ts';

/** Refuses who came too often. `ratelimit` and its policy are those of draft-ietf-httpapi-ratelimit-headers. */
export function slowDown(reply: FastifyReply, { kind, perMinute }: RateLimit, waitMs: number): void {
  const seconds = Math.ceil(waitMs / 1_000);
  reply.headers({
    'retry-after': seconds,
    ratelimit: `"${kind}";r=0;t=${seconds}`,
    'ratelimit-policy': `"${kind}";q=${perMinute};w=60`,
  });
  sendProblem(reply, problem('rate-limited', `Too many requests; try again in ${seconds} s`));
}
