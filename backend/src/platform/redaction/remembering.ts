const longest = 200;
const most = 20_000;

/** The same function, asked once for each short text: keys, ids and names come again with every batch. */
export function remembering(clean: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    if (text.length > longest) return clean(text);
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= most) known.clear();
    const cleaned = clean(text);
    known.set(text, cleaned);
    return cleaned;
  };
}
