import type { IncomingAlert, Severity } from '@smartops/contract';

const longestLabel = 200;
const mostLabels = 60;

/** Text without control characters, cut to a length. */
export function plain(value: unknown, longest: number): string {
  if (value === null || value === undefined || typeof value === 'object') return '';
  return (
    `${value}`
      .toWellFormed()
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]+/g, ' ')
      .trim()
      .slice(0, longest)
  );
}

/** Only what is safe to be a link. */
export function link(value: unknown): string | null {
  const url = URL.parse(plain(value, 2_000));
  return url && /^https?:$/.test(url.protocol) ? url.href : null;
}

const words: readonly (readonly [RegExp, Severity])[] = [
  [/^(crit|critical|page|fatal|emerg|emergency|p1|sev1|disaster)$/i, 'critical'],
  [/^(err|error|high|major|p2|sev2)$/i, 'error'],
  [/^(warn|warning|medium|minor|average|p3|sev3)$/i, 'warning'],
  [/^(info|information|informational|notice|low|none|ok|p4|p5|sev4)$/i, 'info'],
];

/** Every system has words of its own; one that nobody knows is a warning. */
export function severityOf(value: unknown): Severity {
  const word = plain(value, 40);
  return words.find(([form]) => form.test(word))?.[1] ?? 'warning';
}

/** A moment in ISO 8601 or as epoch seconds or ms; null for none, and for the year 1 with which Go says none. */
export function momentOf(value: unknown): string | null {
  const number =
    typeof value === 'number' ? value * (value < 1e11 ? 1_000 : 1) : Date.parse(plain(value, 60));
  if (!Number.isFinite(number) || number < 0 || number > 8.64e15) return null;
  return new Date(number).toISOString();
}

export function labelsOf(value: unknown): IncomingAlert['labels'] {
  if (typeof value !== 'object' || value === null) return {};
  const entries = Object.entries(value).slice(0, mostLabels);
  return Object.fromEntries(
    entries
      .map(([key, text]) => [plain(key, 100), plain(text, longestLabel)] as const)
      .filter(([key, text]) => key !== '' && key !== '__proto__' && text !== ''),
  );
}
