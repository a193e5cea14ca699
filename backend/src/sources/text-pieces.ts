const usual = 64 * 1_024;
const begins = '-----BEGIN';
const ends = '-----END';

/** A long text in pieces of whole lines, none of which tears a key of many lines apart. */
export function* textPieces(text: string, size = usual): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const to = pieceEnd(text, from, size);
    yield text.slice(from, to);
    from = to;
  }
}

function pieceEnd(text: string, from: number, size: number): number {
  if (text.length - from <= size) return text.length;
  const to = lineEnd(
    text,
    text.lastIndexOf('\n', from + size) >= from ? text.lastIndexOf('\n', from + size) : from + size,
  );
  const begun = text.slice(from, to).lastIndexOf(begins);
  if (begun === -1 || text.slice(from + begun, to).includes(ends)) return to;
  const before = text.lastIndexOf('\n', from + begun);
  if (before >= from) return before + 1;
  const end = text.indexOf(ends, to);
  return lineEnd(text, end === -1 ? to : end);
}

function lineEnd(text: string, at: number): number {
  const found = text.indexOf('\n', at);
  return found === -1 ? text.length : found + 1;
}
