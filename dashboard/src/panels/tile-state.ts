import type { SourceState } from '@smartops/contract';
import { type Trouble, troublesOf } from '../facts/trouble.ts';
import type { Link } from '../live/live.ts';

/** What a panel shows in place of, or beside, its view. */
export type TileState =
  | { readonly is: 'loading' }
  | { readonly is: 'unreachable' }
  | { readonly is: 'failing'; readonly trouble: Trouble }
  | { readonly is: 'empty'; readonly watched: boolean }
  | { readonly is: 'shown'; readonly trouble: Trouble | undefined };

interface Facts {
  /** How many items there are; undefined until that is known. */
  readonly count: number | undefined;
  readonly sources: readonly SourceState[] | undefined;
  /** Kinds of source that deliver the items. */
  readonly kinds: readonly string[];
  readonly link: Link;
  readonly now: number;
}

const patienceMs = 10_000;

/** Nothing yet, nothing there, cannot be read, or shown: four things that must never look alike. */
export function tileState({ count, sources, kinds, link, now }: Facts): TileState {
  if (count === undefined || sources === undefined) {
    const blind = link.state === 'waiting' && link.polledAt === undefined && now - link.lostAt > patienceMs;
    return { is: blind ? 'unreachable' : 'loading' };
  }
  const own = sources.filter(({ kind }) => kinds.includes(kind));
  const [trouble] = troublesOf(own);
  if (count > 0) return { is: 'shown', trouble };
  if (trouble) return { is: 'failing', trouble };
  if (own.some(({ state }) => state === 'connecting')) return { is: 'loading' };
  return { is: 'empty', watched: kinds.length === 0 || own.length > 0 };
}
