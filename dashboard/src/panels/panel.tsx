import type { Topic } from '@smartops/contract';
import type { ComponentType, ReactNode } from 'react';
import type { Items } from '../live/topic-store.ts';
import { useConnection, useTopic } from '../live/use-live.ts';
import { useNow } from '../ui/clock.ts';
import { Head, Sheet, SkeletonRows } from '../ui/sheet.tsx';
import { PanelLink } from './panel-link.tsx';
import { tileState } from './tile-state.ts';
import { Empty, Failing, TroubleRow, Unreachable } from './tile-notes.tsx';

/** What to say when there is nothing: why, and what would put something here. */
export interface EmptyWords {
  readonly title: string;
  readonly text: string;
  /** Settings to copy. */
  readonly code?: string;
}

/** One tile of the dashboard. Adding one = adding one folder here and one line to a page. */
export interface PanelDefinition<Name extends Topic> {
  readonly id: string;
  readonly title: string;
  readonly size: Size;
  readonly topic: Name;
  /** Kinds of source that deliver the topic; none when it is made from all of them. */
  readonly kinds: readonly string[];
  readonly link?: { readonly path: string; readonly text: string };
  readonly note?: (items: Items<Name>) => string | undefined;
  /** How many rows the skeleton has, and whether they are two lines high. */
  readonly skeleton: { readonly rows: number; readonly tall?: boolean };
  /** When a source is watched and delivers nothing, and when none is. */
  readonly empty: { readonly watched: EmptyWords; readonly unwatched: EmptyWords };
  /** Draws the items, fetches nothing. */
  readonly View: ComponentType<{ items: Items<Name> }>;
}

export type Size = 'half' | 'full';

export interface Panel {
  readonly id: string;
  /** `size` when a page wants another than the panel's own. */
  render(size?: Size): ReactNode;
}

export function definePanel<Name extends Topic>(panel: PanelDefinition<Name>): Panel {
  return { id: panel.id, render: (size) => <Tile panel={size ? { ...panel, size } : panel} /> };
}

/** The loading, empty, failing and stale states of every panel, so that no View writes them again. */
function Tile<Name extends Topic>({ panel }: { panel: PanelDefinition<Name> }) {
  const items = useTopic(panel.topic);
  const sources = useTopic('sources');
  const link = useConnection();
  const now = useNow(5_000);
  const state = tileState({ count: items?.length, sources, kinds: panel.kinds, link, now });
  return (
    <Sheet label={panel.title} half={panel.size === 'half'}>
      <Head line title={panel.title} note={items && items.length > 0 && panel.note?.(items)}>
        {panel.link && <PanelLink {...panel.link} />}
      </Head>
      {state.is === 'loading' && <SkeletonRows {...panel.skeleton} />}
      {state.is === 'unreachable' && <Unreachable />}
      {state.is === 'failing' && <Failing trouble={state.trouble} />}
      {state.is === 'empty' && <Empty words={state.watched ? panel.empty.watched : panel.empty.unwatched} />}
      {state.is === 'shown' && items && <panel.View items={items} />}
      {state.is === 'shown' && state.trouble && <TroubleRow trouble={state.trouble} />}
    </Sheet>
  );
}
