import type { SourceEvent } from '@smartops/contract';
import type { Followed } from './follow.ts';

/** Blocks that were replaced or left out. */
export function eventsOf(
  { connectionId, name }: { readonly connectionId: string; readonly name: string },
  { gap, reorg, blocks, fresh }: Followed,
): SourceEvent[] {
  const at = (fresh[0]?.time ?? blocks.at(-1)?.time ?? 0) * 1_000;
  const event = { resourceId: connectionId, outcome: 'info', at } as const;
  const events: SourceEvent[] = [];
  if (reorg) {
    const count = `${reorg.isDeeper ? 'at least ' : ''}${reorg.depth} ${reorg.depth === 1 ? 'block' : 'blocks'}`;
    events.push({
      ...event,
      id: `${connectionId}:reorg:${reorg.from}:${reorg.newHash.slice(0, 18)}`,
      kind: 'reorg',
      title: `${name} replaced ${count} from ${reorg.from}`,
      data: { ...reorg },
    });
  }
  if (gap)
    events.push({
      ...event,
      id: `${connectionId}:block-gap:${gap.from}`,
      kind: 'block-gap',
      title: `${name}: blocks ${gap.from} to ${gap.to} were not read`,
      data: { ...gap },
    });
  return events;
}
