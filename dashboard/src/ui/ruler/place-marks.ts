/** A mark with where it stands, in px from the left, and what may be written beside it. */
export interface Placed<Mark> {
  readonly x: number;
  /** Marks too near to tell apart, as one; the gravest first. */
  readonly marks: readonly [Mark, ...Mark[]];
  readonly label: string | undefined;
  readonly side: 'left' | 'right';
}

interface Placeable {
  readonly at: number;
  readonly label: string;
  readonly key: boolean;
  readonly look?: string | undefined;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

const nearest = 12;
const glyph = 14;
const perLetter = 6.2;

/** Puts marks on one lane: near ones merge, a label stands left when the onset follows closely, and is dropped before it would touch. */
export function placeMarks<Mark extends Placeable>(
  marks: readonly Mark[],
  { from, to }: Span,
  width: number,
  onset?: number,
): Placed<Mark>[] {
  const scale = width / (to - from);
  const inside = marks.filter(({ at }) => at >= from && at <= to).toSorted((a, b) => a.at - b.at);
  const groups: { x: number; marks: [Mark, ...Mark[]] }[] = [];
  for (const mark of inside) {
    const x = (mark.at - from) * scale;
    const before = groups.at(-1);
    if (before && x - before.x < nearest) before.marks.push(mark);
    else groups.push({ x, marks: [mark] });
  }
  const onsetX = onset === undefined ? undefined : (onset - from) * scale;
  return label(
    groups.map((group) => ({ ...group, marks: gravestFirst(group.marks) })),
    width,
    onsetX,
  );
}

function label<Mark extends Placeable>(
  groups: readonly { x: number; marks: [Mark, ...Mark[]] }[],
  width: number,
  onset: number | undefined,
): Placed<Mark>[] {
  const taken: [number, number][] = groups.map(({ x }) => [x - glyph / 2, x + glyph / 2]);
  const isFree = ([start, end]: [number, number], own: number) =>
    start >= 0 &&
    end <= width + glyph / 2 &&
    taken.every(([a, b], index) => index === own || end < a || start > b);
  const placed: Placed<Mark>[] = groups.map((group) => ({ ...group, label: undefined, side: 'right' }));
  // Labels are handed out by importance, so a lesser one never takes the room of a greater.
  const order = groups.map((_, index) => index).toSorted((a, b) => rank(groups[b]) - rank(groups[a]));
  for (const index of order) {
    const group = groups[index];
    if (!group) continue;
    const text = words(group.marks);
    const size = text.length * perLetter + glyph;
    const left: [number, number] = [group.x - size, group.x + glyph / 2];
    const right: [number, number] = [group.x - glyph / 2, group.x + size];
    const onsetFollows = onset !== undefined && onset >= group.x && onset - group.x < width * 0.15;
    const sides = onsetFollows ? (['left', 'right'] as const) : (['right', 'left'] as const);
    const side = sides.find((option) => isFree(option === 'left' ? left : right, index));
    if (!side) continue;
    taken[index] = side === 'left' ? left : right;
    placed[index] = { ...group, label: text, side };
  }
  return placed;
}

const rank = <Mark extends Placeable>(group: { marks: readonly Mark[] } | undefined) =>
  Math.max(0, ...(group?.marks.map(({ key, look }) => (key ? 2 : look ? 1 : 0)) ?? []));

function words<Mark extends Placeable>([first, ...rest]: readonly [Mark, ...Mark[]]): string {
  return rest.length === 0 ? first.label : `${first.label}, ${rest.length} more`;
}

function gravestFirst<Mark extends Placeable>(marks: readonly [Mark, ...Mark[]]): [Mark, ...Mark[]] {
  const weight = ({ key, look }: Mark) => (key ? 3 : look === 'critical' ? 2 : look === 'warning' ? 1 : 0);
  const [first = marks[0], ...rest] = marks.toSorted((a, b) => weight(b) - weight(a));
  return [first, ...rest];
}
