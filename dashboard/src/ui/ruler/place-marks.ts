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
  /** Written where the label has no room. */
  readonly short?: string | undefined;
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

interface Lane<Mark> {
  readonly marks: readonly Mark[];
  readonly span: Span;
  /** In px. */
  readonly width: number;
  readonly onset?: number | undefined;
  /** What else stands on the lane, as times. */
  readonly taken?: readonly Span[];
}

/** Puts marks on one lane: near ones merge, a label stands left when the onset follows closely, and is dropped before it would touch. */
export function placeMarks<Mark extends Placeable>(lane: Lane<Mark>): Placed<Mark>[] {
  const { marks, span, width, onset, taken = [] } = lane;
  const { from, to } = span;
  const scale = width / (to - from);
  const inside = marks.filter(({ at }) => at >= from && at <= to).toSorted((a, b) => a.at - b.at);
  const groups: { x: number; marks: [Mark, ...Mark[]] }[] = [];
  for (const mark of inside) {
    const x = (mark.at - from) * scale;
    const before = groups.at(-1);
    if (before && x - before.x < nearest) before.marks.push(mark);
    else groups.push({ x, marks: [mark] });
  }
  return label(
    groups.map((group) => ({ ...group, marks: gravestFirst(group.marks) })),
    {
      width,
      onset: onset === undefined ? undefined : (onset - from) * scale,
      others: taken.map((other) => [(other.from - from) * scale, (other.to - from) * scale]),
    },
  );
}

type Reach = readonly [start: number, end: number];

interface Room {
  readonly width: number;
  readonly onset: number | undefined;
  readonly others: readonly Reach[];
}

interface Group<Mark> {
  readonly x: number;
  readonly marks: readonly [Mark, ...Mark[]];
}

function label<Mark extends Placeable>(groups: readonly Group<Mark>[], room: Room): Placed<Mark>[] {
  const reaches: Reach[] = groups.map(({ x }) => [x - glyph / 2, x + glyph / 2]);
  const placed: Placed<Mark>[] = groups.map((group) => ({ ...group, label: undefined, side: 'right' }));
  // Labels are handed out by importance, so a lesser one never takes the room of a greater.
  const order = groups.map((_, index) => index).toSorted((a, b) => rank(groups[b]) - rank(groups[a]));
  for (const index of order) {
    const group = groups[index];
    if (!group) continue;
    const others = [...reaches.filter((_, other) => other !== index), ...room.others];
    const fit = fitting(group, room, others);
    if (!fit) continue;
    reaches[index] = fit.reach;
    placed[index] = { ...group, label: fit.text, side: fit.side };
  }
  return placed;
}

/** The first wording and side that touch nothing. */
function fitting<Mark extends Placeable>(
  { x, marks }: Group<Mark>,
  { width, onset }: Room,
  others: readonly Reach[],
) {
  const follows = onset !== undefined && onset >= x && onset - x < width * 0.15;
  const sides = follows ? (['left', 'right'] as const) : (['right', 'left'] as const);
  for (const text of words(marks)) {
    const size = text.length * perLetter + glyph;
    for (const side of sides) {
      const reach: Reach = side === 'left' ? [x - size, x + glyph / 2] : [x - glyph / 2, x + size];
      const inside = reach[0] >= 0 && reach[1] <= width + glyph / 2;
      if (inside && others.every(([start, end]) => end < reach[0] || start > reach[1]))
        return { text, side, reach };
    }
  }
  return undefined;
}

const rank = <Mark extends Placeable>(group: { marks: readonly Mark[] } | undefined) =>
  Math.max(0, ...(group?.marks.map(({ key, look }) => (key ? 2 : look ? 1 : 0)) ?? []));

function words<Mark extends Placeable>([first, ...rest]: readonly [Mark, ...Mark[]]): readonly string[] {
  const more = rest.length === 0 ? '' : `, ${rest.length} more`;
  return first.short ? [first.label + more, first.short + more] : [first.label + more];
}

function gravestFirst<Mark extends Placeable>(marks: readonly [Mark, ...Mark[]]): [Mark, ...Mark[]] {
  const weight = ({ key, look }: Mark) => (key ? 3 : look === 'critical' ? 2 : look === 'warning' ? 1 : 0);
  const [first = marks[0], ...rest] = marks.toSorted((a, b) => weight(b) - weight(a));
  return [first, ...rest];
}
