import useSWR, { mutate } from 'swr';
import { readBackend } from './backend.ts';
import { CallError, exchange } from './exchange.ts';
import { type CallName, type Input, openCalls, type Reply, requestOf } from './paths.ts';
import { leaveToSignIn } from './sign-in-way.ts';

/**
 * Asks the backend, until `signal` says that nobody waits. Throws CallError. Whoever is not signed in any more is led to
 * the sign-in page.
 */
export async function call<Name extends CallName>(
  name: Name,
  input: Input<Name> = {},
  signal?: AbortSignal,
): Promise<Reply<Name>> {
  const { method, address, body } = requestOf(name, input);
  try {
    return (await exchange(readBackend().api + address, method, body, signal)) as Reply<Name>;
  } catch (error) {
    if (error instanceof CallError && error.status === 401 && !openCalls.includes(name)) leaveToSignIn();
    throw error;
  }
}

const fiveMinutesMs = 300_000;

/** The reply to one call, asked again every five minutes and on refresh; `undefined` input asks nothing. */
export function useCall<Name extends CallName>(name: Name, input: Input<Name> | undefined) {
  return useSWR<Reply<Name>, CallError>(input && [name, input], () => call(name, input), {
    refreshInterval: fiveMinutesMs,
    revalidateOnFocus: false,
    keepPreviousData: false,
    dedupingInterval: 1_000,
  });
}

/** Takes a reply for known, so that whoever asks for it next sees it at once; it is asked for all the same. */
export const know = <Name extends CallName>(name: Name, input: Input<Name>, reply: Reply<Name>): void =>
  void mutate([name, input], reply, { revalidate: false });

/** Who looks at this page and what they may do; undefined until that is known. */
export const useMe = () => useCall('getMe', {}).data?.me;
