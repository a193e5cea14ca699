import { mark } from './patterns.ts';

type Clean = (text: string) => string;

const percent = /%[0-9a-f]{2}/i;
/** An address, or whatever else stands between blanks and quotes. */
const run = /[^\s"`<>]{6,}/g;
const base64 = /[A-Za-z0-9+/_-]{20,}={0,2}/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones.
const control = /[\0-\x1f\x7f]/g;
const deepest = 2;

/** A cleaner that also finds what `clean` would find if it were not encoded for an address or as base64, twice at most. */
export function throughEncodings(clean: Clean): Clean {
  const at = (depth: number): Clean => {
    if (depth === 0) return clean;
    const inner = at(depth - 1);
    // What is encoded comes first: without its surroundings, a half of it would no longer be recognised.
    return (text) => clean(withoutBase64(withoutPercent(text, inner), inner));
  };
  return at(deepest);
}

function withoutPercent(text: string, clean: Clean): string {
  if (!percent.test(text)) return text;
  return text.replace(run, (encoded) => {
    const decoded = percent.test(encoded) ? decodePercent(encoded) : '';
    // A line break that was encoded stays so, or it would begin a line of its own in the log.
    return isDirty(decoded, clean) ? clean(decoded).replace(control, encodeURIComponent) : encoded;
  });
}

function withoutBase64(text: string, clean: Clean): string {
  if (text.length < 20) return text;
  return text.replace(base64, (encoded) => {
    if (isDirty(decodeBase64(encoded), clean)) return mark;
    if (!encoded.includes('/')) return encoded;
    // A path whose parts are encoded, each by itself.
    return encoded.replace(/[^/]{20,}/g, (inner) => (isDirty(decodeBase64(inner), clean) ? mark : inner));
  });
}

function isDirty(decoded: string, clean: Clean): boolean {
  return decoded !== '' && clean(decoded) !== decoded;
}

function decodePercent(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    Buffer.from(bytes.replaceAll('%', ''), 'hex').toString(),
  );
}

/** Empty when it does not decode to text: most long words and all hashes do not. */
function decodeBase64(encoded: string): string {
  if (/^[0-9a-f]+$/i.test(encoded)) return '';
  const decoded = Buffer.from(encoded, 'base64').toString();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell bytes from text.
  return /[\0-\x08\x0e-\x1f\ufffd]/.test(decoded) ? '' : decoded;
}
