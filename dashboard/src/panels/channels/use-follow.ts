import { useEffect } from 'react';
import { reload } from '../../live/reload.ts';
import { useTopic } from '../../live/use-live.ts';

/** What `Channels` shows is asked again when there is news to tell, and now and then while messages are on their way. */
export function useFollow(): void {
  const newest = useTopic('notifications')?.[0]?.seq;
  useEffect(() => {
    if (newest === undefined) return;
    const again = () => void reloadAll();
    const timers = [setTimeout(again, 1_500), setTimeout(again, 6_000)];
    return () => {
      for (const timer of timers) clearTimeout(timer);
    };
  }, [newest]);
  useEffect(() => {
    const timer = setInterval(() => void reloadAll(), 30_000);
    return () => clearInterval(timer);
  }, []);
}

export const reloadAll = () => reload('listChannels', 'listDeliveries', 'getNotifyFigures');
