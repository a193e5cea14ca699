import { useState } from 'react';
import { useSWRConfig } from 'swr';
import { useWebSocket } from '../live/use-web-socket.ts';

const shortestMs = 400;

/** Asks for everything again that the page shows. `busy` lasts at least long enough to be seen. */
export function useRefresh() {
  const { mutate } = useSWRConfig();
  const { retry } = useWebSocket();
  const [busy, setBusy] = useState(false);

  async function refresh() {
    setBusy(true);
    const seen = new Promise((done) => setTimeout(done, shortestMs));
    // A reply that fails says so in the panel that asked for it.
    await Promise.allSettled([mutate(() => true), retry(), seen]);
    setBusy(false);
  }

  return { busy, refresh };
}
