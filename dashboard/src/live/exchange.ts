import type { Problem } from '@smartops/contract';

/** A call that failed; the message is the backend's own sentence. */
export class CallError extends Error {
  /** Undefined when nobody answered. */
  readonly status: number | undefined;
  /** The sentence about each field that is wrong, by its name. */
  readonly fields: Readonly<Record<string, string>>;
  /** A word for programs, such as `forbidden`. */
  readonly code: string | undefined;

  constructor(message: string, status?: number, body: Answer = {}) {
    super(message);
    this.name = 'CallError';
    this.status = status;
    this.fields = Object.fromEntries((body.errors ?? []).map(({ path, message: words }) => [path, words]));
    this.code = body.code ?? body.title;
  }
}

/** Our own problems, and those of the sign-in library, which has a `message` where we have a `detail`. */
type Answer = Partial<Pick<Problem, 'detail' | 'errors'>> & {
  title?: string;
  code?: string;
  message?: string;
};

/** One exchange in JSON, with the cookies of whoever is signed in. Throws CallError. */
export async function exchange(
  url: string,
  method: string,
  body?: object,
  signal?: AbortSignal,
): Promise<unknown> {
  const reply = await fetch(url, {
    method,
    credentials: 'include',
    ...(signal && { signal }),
    headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new CallError('The backend cannot be reached.');
  });
  const answer: unknown = await reply.json().catch(() => undefined);
  if (reply.ok && answer !== undefined) return answer;
  const said: Answer = typeof answer === 'object' && answer !== null ? answer : {};
  const sentence = said.detail ?? said.message ?? `The backend answered ${reply.status} without a reason.`;
  throw new CallError(sentence, reply.status, said);
}
