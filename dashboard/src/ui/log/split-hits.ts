interface Part {
  readonly part: string;
  readonly hit: boolean;
}

/** A text cut where the sought words begin and end, without regard to case. */
export function splitHits(text: string, query: string): Part[] {
  if (!query) return [{ part: text, hit: false }];
  const [low, sought] = [text.toLowerCase(), query.toLowerCase()];
  const parts: Part[] = [];
  let from = 0;
  for (let at = low.indexOf(sought); at !== -1; at = low.indexOf(sought, from)) {
    if (at > from) parts.push({ part: text.slice(from, at), hit: false });
    parts.push({ part: text.slice(at, at + sought.length), hit: true });
    from = at + sought.length;
  }
  if (from < text.length) parts.push({ part: text.slice(from), hit: false });
  return parts;
}
