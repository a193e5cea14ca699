import { useConnection, useTopic } from '../live/use-live.ts';
import { useNow } from '../ui/clock.ts';
import { type TileState, tileState } from './tile-state.ts';

/** What a panel shows, from how many items it has and how the sources of these kinds are doing. */
export function useTileState(count: number | undefined, kinds: readonly string[]): TileState {
  const sources = useTopic('sources');
  const link = useConnection();
  const now = useNow(5_000);
  return tileState({ count, sources, kinds, link, now });
}
