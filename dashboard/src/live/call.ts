import type { Problem } from '@smartops/contract';
import useSWR from 'swr';
import { readBackend } from './backend.ts';
import { addressOf, type CallName, type Input, type Reply } from './paths.ts';

/** A call that failed; the message is the backend's own sentence. */
export class CallError extends Error {
  readonly problem: Problem | undefined;

  constructor(message: string, problem?: Problem) {
    super(message);
    this.name = 'CallError';
    this.problem = problem;
  }
}

/** Asks the backend. Throws CallError. */
export async function call<Name extends CallName>(name: Name, input: Input = {}): Promise<Reply<Name>> {
  const reply = await fetch(readBackend().api + addressOf(name, input), {
    headers: { accept: 'application/json' },
  }).catch(() => {
    throw new CallError('The backend cannot be reached.');
  });
  const body: unknown = await reply.json().catch(() => undefined);
  if (reply.ok && body !== undefined) return body as Reply<Name>;
  throw isProblem(body)
    ? new CallError(body.detail, body)
    : new CallError(`The backend answered ${reply.status} without a reason.`);
}

const isProblem = (body: unknown): body is Problem =>
  typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string';

const fiveMinutesMs = 300_000;

/** The reply to one call, asked again every five minutes and on refresh; `undefined` input asks nothing. */
export function useCall<Name extends CallName>(name: Name, input: Input | undefined) {
  return useSWR<Reply<Name>, CallError>(input && [name, input], () => call(name, input), {
    refreshInterval: fiveMinutesMs,
    revalidateOnFocus: false,
    keepPreviousData: false,
    dedupingInterval: 1_000,
  });
}
