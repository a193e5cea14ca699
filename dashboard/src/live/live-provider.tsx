import { type ReactNode, useEffect, useState } from 'react';
import { readBackend } from './backend.ts';
import { createLive } from './live.ts';
import { pollTopics } from './poll.ts';
import { Stream } from './stream.ts';
import { LiveContext } from './use-live.ts';

/** One socket for the page. There is none while the page is exported; a provider adds no markup, so hydration agrees. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const [live] = useState(() =>
    typeof window === 'undefined'
      ? undefined
      : createLive({ stream: new Stream(readBackend().socket), poll: pollTopics }),
  );
  useEffect(() => live?.start(), [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}
