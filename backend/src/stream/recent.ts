import type { Frame } from './frame.ts';

export interface Recent {
  push(frame: Frame): void;
  /** The last `count` frames, oldest first; undefined when some of them are gone. */
  last(count: number): readonly Frame[] | undefined;
}

/** Keeps the newest frames, at most `keep` of them and at most `keepBytes` together. */
export function createRecent({ keep, keepBytes }: { keep: number; keepBytes: number }): Recent {
  const frames: Frame[] = [];
  let bytes = 0;
  return {
    push(frame) {
      frames.push(frame);
      bytes += frame.plain.length;
      while (frames.length > keep || bytes > keepBytes) bytes -= frames.shift()?.plain.length ?? bytes;
    },
    last(count) {
      return count <= frames.length ? frames.slice(frames.length - count) : undefined;
    },
  };
}
