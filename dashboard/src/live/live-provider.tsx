import { type ReactNode, useEffect, useState } from 'react';
import { mutate } from 'swr';
import { authSettled } from './auth.ts';
import { readBackend } from './backend.ts';
import { call } from './call.ts';
import { createLive } from './live.ts';
import { type Refusal, Stream } from './stream.ts';
import { LiveContext } from './use-live.ts';

/** One socket for the page. There is none while the page is exported; a provider adds no markup, so hydration agrees. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [live] = useState(() =>
    typeof window === 'undefined' ? undefined : createLive({ stream: openStream(), poll }),
  );
  useEffect(() => live?.start(), [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function openStream(): Stream {
  const { api, socket } = readBackend();
  const foreign = new URL(api).origin !== location.origin;
  return new Stream(socket, { onRefused, ticket: foreign ? ticket : undefined });
}

/** Loaded when the stream is down for the first time, which most visits never see. */
const poll = async () => (await import('./poll.ts')).pollTopics();

const ticket = async () => (await call('createStreamTicket')).ticket;

/**
 * After a change of rights everything is asked again, who one is first of all. A session ends as well when a new one takes
 * its place, as with a new password: only whoever has none now is led to the sign-in page.
 */
function onRefused(why: Refusal): void {
  if (why === 'signed-out')
    void authSettled()
      .then(() => call('getMe'))
      .catch(() => undefined);
  else void mutate(() => true);
}
