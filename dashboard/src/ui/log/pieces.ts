import type { LogLook } from '@smartops/contract';

/** A part of a line in one look. `look` holds class names, never styles: the page forbids inline ones in HTML. */
export interface Piece {
  readonly text: string;
  readonly look: string;
  /** Whether the sought words stand here. */
  readonly hit: boolean;
}

/** A line cut where its look changes and where the sought words begin and end, without regard to case. */
export function piecesOf(message: string, looks: readonly LogLook[], query: string): Piece[] {
  const hits = hitsIn(message, query);
  const edges = [...looks, ...hits].flatMap(({ from, to }) => [from, to]);
  const cuts = [...new Set([0, ...edges, message.length])].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, index) => ({
    text: message.slice(from, cuts[index + 1]),
    look: classOf(looks.find((look) => look.from <= from && from < look.to)),
    hit: hits.some((hit) => hit.from <= from && from < hit.to),
  }));
}

function hitsIn(message: string, query: string): { from: number; to: number }[] {
  if (!query) return [];
  const [low, sought] = [message.toLowerCase(), query.toLowerCase()];
  const hits: { from: number; to: number }[] = [];
  for (let from = low.indexOf(sought); from !== -1; from = low.indexOf(sought, from + sought.length))
    hits.push({ from, to: from + sought.length });
  return hits;
}

function classOf(look: LogLook | undefined): string {
  if (!look) return '';
  const { colour, weight } = look;
  return [weight && `ansi-${weight}`, colour && `ansi-${colour}`].filter(Boolean).join(' ');
}
