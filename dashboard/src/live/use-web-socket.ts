import { useCallback, useContext } from 'react';
import { LiveContext, useConnection } from './use-live.ts';

/**
 * The live line of the page: how it is, and the way to try again at once. It reconnects by itself with growing waits and
 * resumes where it was; what it brings is read with `useTopic`.
 */
export function useWebSocket() {
  const live = useContext(LiveContext);
  const connection = useConnection();
  const retry = useCallback(async () => live?.retry(), [live]);
  return { connection, retry };
}
