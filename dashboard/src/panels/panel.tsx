import type { Topic } from '@smartops/contract';
import type { ComponentType, ReactNode } from 'react';
import type { Items } from '../live/topic-store.ts';
import { useTopic } from '../live/use-live.ts';
import { Head, Sheet, SkeletonRows } from '../ui/sheet.tsx';
import type { EmptyWords } from './empty-words.ts';
import { PanelLink } from './panel-link.tsx';
import { Empty, Failing, TroubleRow, Unreachable } from './tile-notes.tsx';
import { useTileState } from './use-tile-state.ts';

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
  /** Whether the view itself says which of its items cannot be read. */
  readonly saysTrouble?: boolean;
  /** How many rows the skeleton has, and whether they are two lines high. */
  readonly skeleton: { readonly rows: number; readonly tall?: boolean };
  /** When a source is watched and delivers nothing, and when none is. */
  readonly empty: { readonly watched: EmptyWords; readonly unwatched: EmptyWords };
  /** Draws the items, fetches nothing. */
  readonly View: ComponentType<{ items: Items<Name>; size: Size }>;
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
  const state = useTileState(items?.length, panel.kinds);
  return (
    <Sheet label={panel.title} half={panel.size === 'half'}>
      <Head line title={panel.title} note={items && items.length > 0 && panel.note?.(items)}>
        {panel.link && panel.size === 'half' && <PanelLink {...panel.link} />}
      </Head>
      {state.is === 'loading' && <SkeletonRows {...panel.skeleton} />}
      {state.is === 'unreachable' && <Unreachable />}
      {state.is === 'failing' && <Failing trouble={state.trouble} />}
      {state.is === 'empty' && <Empty words={state.watched ? panel.empty.watched : panel.empty.unwatched} />}
      {state.is === 'shown' && items && <panel.View items={items} size={panel.size} />}
      {state.is === 'shown' && state.trouble && !panel.saysTrouble && <TroubleRow trouble={state.trouble} />}
    </Sheet>
  );
}
