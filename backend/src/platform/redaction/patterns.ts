export const mark = '[redacted]';

/** A key under which no value may be shown, whatever it looks like: compared without case, dashes and underscores. */
const secretKey =
  /(?:authorization|cookies?|(?:token|secret|password|passwd|passphrase|credential)s?|apikey|accesskey|secretkey|privatekey|signingkey|encryptionkey|webhookurl|connectionstring|databaseurl|mnemonic|seedphrase)$/;

/** Keys that end like a secret but count something: `maxTokens`, `inputTokens`. */
const countKey = /(?:max|min|input|output|total|prompt|completion|used|remaining|cached)tokens$/;

export function isSecretKey(key: string): boolean {
  const plain = key.replace(/[^a-z0-9]/gi, '').toLowerCase();
  return secretKey.test(plain) && !countKey.test(plain);
}

interface Pattern {
  /** Cheap: false means `find` cannot match. */
  readonly hint: RegExp;
  readonly find: RegExp;
  /** `$1` and so on keep what is not secret. */
  readonly put: string;
}

const named =
  '(?:[\\w-]{0,40}(?:authorization|token|secret|password|passwd|api[_-]?key|access[_-]?key|private[_-]?key|credential))';

const patterns: readonly Pattern[] = [
  { hint: /A[KS]IA/, find: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, put: mark },
  {
    hint: /gh[opsur]_|github_pat_/,
    find: /\b(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/g,
    put: mark,
  },
  { hint: /glpat-|npm_|AIza/, find: /\b(?:glpat-[\w-]{20,}|npm_\w{30,}|AIza[\w-]{30,})/g, put: mark },
  { hint: /xox|xapp-/, find: /\bx(?:ox[a-z]|app)-[A-Za-z0-9-]{8,}/g, put: mark },
  { hint: /sk[-_]/, find: /\bsk[-_][\w-]{16,}/g, put: mark },
  { hint: /eyJ/, find: /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, put: mark },
  {
    hint: /PRIVATE KEY/,
    find: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    put: mark,
  },
  { hint: /:\/\//, find: /(:\/\/)[^\s/?#"'<>@:]{0,200}:[^\s/?#"'<>]{1,500}@/g, put: `$1${mark}@` },
  { hint: /:\/\//, find: /(:\/\/)[^\s/?#"'<>@:]{16,500}@/g, put: `$1${mark}@` },
  {
    hint: /hooks\.slack\.com|\/api\/webhooks\//,
    find: /(hooks\.slack\.com\/|\/api\/webhooks\/)[^\s"'<>]+/g,
    put: `$1${mark}`,
  },
  { hint: /bearer|basic/i, find: /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi, put: `$1 ${mark}` },
  {
    hint: /=/,
    find: new RegExp(
      `\\b(${named}\\\\?["']?\\s{0,3}=\\s{0,3}\\\\?["']?)(?!\\[redacted)[^\\s"'\\\\;&,]+`,
      'gi',
    ),
    put: `$1${mark}`,
  },
  {
    hint: /"\s{0,3}:/,
    find: new RegExp(`("${named}\\\\?"\\s{0,3}:\\s{0,3}\\\\?")(?!\\[redacted)[^"\\\\]+`, 'gi'),
    put: `$1${mark}`,
  },
  {
    hint: /:/,
    // Only values with a digit: `Token: expired` is a sentence, `token: 7f3a91…` is not.
    find: new RegExp(`\\b(${named}:\\s{0,3})(?=\\S*\\d)(?!\\[redacted)[^\\s"',;]{8,}`, 'gi'),
    put: `$1${mark}`,
  },
];

/** The text without anything that has the shape of a secret; the same string when there is none. */
export function redactShapes(text: string): string {
  if (text.length < 8) return text;
  let clean = text;
  for (const { hint, find, put } of patterns) if (hint.test(clean)) clean = clean.replace(find, put);
  return clean;
}
