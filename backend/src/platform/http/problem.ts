import type { Problem, ProblemCode } from '@smartops/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { AppError, FieldError } from '../errors.ts';

export const httpStatus = {
  invalid: 400,
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'rate-limited': 429,
  internal: 500,
  'source-failed': 502,
  unavailable: 503,
} as const satisfies Record<ProblemCode, number>;

export const problemType = 'application/problem+json';

/** The only place where an error becomes an HTTP reply. */
export function replyWithProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const found = toProblem(error);
  if (found.title === 'internal')
    request.log.error(
      { err: error, requestId: request.id, route: request.routeOptions.url },
      'request failed',
    );
  return sendProblem(reply, found);
}

export function sendProblem(reply: FastifyReply, found: Problem): FastifyReply {
  return reply.code(found.status).header('cache-control', 'no-store').type(problemType).send(found);
}

export function problem(code: ProblemCode, detail: string): Problem {
  return { type: 'about:blank', title: code, status: httpStatus[code], detail };
}

function toProblem(error: unknown): Problem {
  if (error instanceof FieldError) {
    const { code, path, message } = error;
    return { ...problem(code, message), errors: [{ path, message }] };
  }
  if (error instanceof AppError) return problem(error.code, error.message);
  if (error instanceof ZodError) {
    const errors = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    return { ...problem('invalid', `Not valid: ${errors.map(({ path }) => path).join(', ')}`), errors };
  }
  if (isRefusal(error)) return ofRefusal(error);
  // The text of an unexpected error may hold a secret: log it, never send it.
  return problem('internal', 'Something went wrong');
}

interface Refusal {
  readonly code: string;
  readonly statusCode: number;
  readonly message: string;
}

/** What the framework refuses before a handler runs; its texts are fixed sentences about the request. */
function isRefusal(error: unknown): error is Refusal {
  const { code, statusCode } = Object(error) as Partial<Refusal>;
  return error instanceof Error && /^FST_/.test(code ?? '') && (statusCode ?? 500) < 500;
}

function ofRefusal({ statusCode, message }: Refusal): Problem {
  if (statusCode === httpStatus['too-large']) return problem('too-large', 'The request body is too large');
  return { ...problem('invalid', message), status: statusCode };
}
