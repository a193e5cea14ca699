export const mark = '[redacted]';

interface Pattern {
  /** Cheap: false means `find` cannot match. */
  readonly hint: RegExp;
  readonly find: RegExp;
  /** `$1` and so on keep what is not secret. */
  readonly put: string;
}

// Every expression here takes time in proportion to the text, whatever the text: what repeats has an upper bound, or
// starts only where a run of its own characters starts, or takes all that it has read.
const word =
  '(?:authorization|session_data|token|secrets?|passwords?|passwd|pwd|passphrase|(?:api|access|account|private|signing|routing|integration)[ _-]?key|credentials?)';
const hint = new RegExp(word, 'i');
/** A quote, in JSON inside JSON with up to seven backslashes before it. */
const quote = '\\\\{0,7}["\'`]';
const is = `(?:${quote})?[ \\t]{0,3}[:=][ \\t]{0,3}`;
const notMarked = '(?!\\[redacted)';

/** Values that a name in front of them gives away. */
const named: readonly Pattern[] = [
  {
    hint: /authorization/i,
    find: new RegExp(
      `(authorization${is}(?:${quote})?(?:bearer|basic|digest|token|negotiate|apikey|aws4-hmac-sha256)\\s{1,3})${notMarked}[^\\n"'\\\\]+`,
      'gi',
    ),
    put: `$1${mark}`,
  },
  {
    hint: /cookie/i,
    find: new RegExp(`(cookie${is}(?:${quote})?)${notMarked}(?=[^\\s=;"']{1,200}=)[^\\n"'\\\\]+`, 'gi'),
    put: `$1${mark}`,
  },
  {
    hint: /mnemonic|seed[ _-]?phrase/i,
    find: new RegExp(`((?:mnemonic|seed[ _-]?phrase)${is}(?:${quote})?)${notMarked}[^\\n"'\\\\]+`, 'gi'),
    put: `$1${mark}`,
  },
  {
    hint,
    // The value ends where the same quote comes again, unless a backslash makes it part of the value.
    find: new RegExp(`(${word}${is}(${quote}))${notMarked}[\\s\\S]+?(?=(?<!\\\\)\\2|$)`, 'gi'),
    put: `$1${mark}`,
  },
  {
    hint,
    find: new RegExp(
      `(${word}${quote}[ \\t]{0,3}:[ \\t]{0,3})(?!\\[redacted|null\\b|true\\b|false\\b|undefined\\b)[^\\s,"'\`\\\\{}[\\]]+`,
      'gi',
    ),
    put: `$1${mark}`,
  },
  {
    hint,
    find: new RegExp(`(${word}(?:${quote})?[ \\t]{0,3}=[ \\t]{0,3})${notMarked}[^\\s"'\`\\\\;&,]+`, 'gi'),
    put: `$1${mark}`,
  },
  {
    hint,
    // Only values with a digit: `Token: expired` is a sentence, `token: 7f3a91…` is not. After a colon or a slash the name
    // is part of something longer, such as the ARN of a secret.
    find: new RegExp(
      `((?<![:/.])\\b(?:[\\w-]{1,40}[_-])?${word}:[ \\t]{0,3})(?=\\S{0,200}\\d)${notMarked}[^\\s"'\`,;]{8,}`,
      'gi',
    ),
    put: `$1${mark}`,
  },
  {
    hint: /key/i,
    find: /((?:private|secret|signing)[ _-]?key[^0-9a-z\n]{1,5}(?:is |of )?)(?:0x)?[0-9a-f]{64}/gi,
    put: `$1${mark}`,
  },
  {
    hint: /[?&]/,
    find: /([?&](?:sig|signature|x-amz-signature)=)(?!\[redacted)[^\s"'&<>]+/gi,
    put: `$1${mark}`,
  },
  {
    hint: /[?&]/,
    find: /([?&](?:key|dkey|auth|code|ticket)=)(?!\[redacted)[^\s"'&<>]{12,}/gi,
    put: `$1${mark}`,
  },
];

/** Values that give themselves away. */
const shaped: readonly Pattern[] = [
  {
    hint: /A[KS]IA/,
    find: /\bA[KS]IA[A-Z0-9]{16}\b(?:(?:%(?:25)?[0-9A-F]{2}|[^\w\n]){1,20}[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=]))?/g,
    put: mark,
  },
  { hint: /IQoJb3JpZ2lu|oGZXIvYXdz/, find: /(?:IQoJb3JpZ2lu|F[wQ]oGZXIvYXdz)[\w+/=%-]{40,}/g, put: mark },
  {
    hint: /gh[opsur]_|github_pat_/,
    find: /\b(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_\w{20,})/g,
    put: mark,
  },
  { hint: /soa_/, find: /(?<![A-Za-z0-9])soa_[\w-]{16,}/g, put: mark },
  {
    hint: /glpat-|npm_|AIza|hf_|hvs\.|dop_v1_|ya29\./,
    find: /\b(?:glpat-[\w-]{20,}|npm_\w{30,}|AIza[\w-]{30,}|hf_\w{30,}|hvs\.[\w-]{20,}|dop_v1_\w{40,}|ya29\.[\w-]{20,})/g,
    put: mark,
  },
  { hint: /xox|xapp-/, find: /\bx(?:ox[a-z]|app)-[A-Za-z0-9-]{8,}/g, put: mark },
  { hint: /[sr]k[-_]|whsec_/, find: /\b(?:sk[-_]|rk_live_|whsec_)[\w-]{16,}/g, put: mark },
  {
    hint: /eyJ/,
    find: /(?<![\w-])(?=[\w-]+\.[\w-]{8,}\.)([\w-]*?)(?<![A-Za-z0-9_])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g,
    put: `$1${mark}`,
  },
  {
    hint: /PRIVATE KEY/,
    find: /-----BEGIN [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    put: mark,
  },
  { hint: /:AA/, find: /(?<!\d)\d{8,10}:AA[\w-]{30,}/g, put: mark },
  {
    hint: /bearer|basic/i,
    find: /\b(bearer|basic|Bearer|Basic|BEARER|BASIC)\s{1,3}(?=\S[^\s"',;]{0,200}[\dA-Z=_]|[a-z]{20})[\w.~+/=-]{8,}/g,
    put: `$1 ${mark}`,
  },
];

/** Addresses with a key in them. */
const addresses: readonly Pattern[] = [
  { hint: /:\/\//, find: /(:\/\/)[^\s/?#"'<>@:]{0,200}:[^\s/?#"'<>]{1,500}@/g, put: `$1${mark}@` },
  { hint: /:\/\//, find: /(:\/\/)[^\s/?#"'<>@:]{16,500}@/g, put: `$1${mark}@` },
  {
    hint: /hooks\.|\/api\/webhooks\/|webhook\.office\.com/,
    find: /(hooks\.(?:slack|zapier)\.com\/|\/api\/webhooks\/|webhook\.office\.com\/)(?!\[redacted)[^\s"'<>]+/g,
    put: `$1${mark}`,
  },
  {
    hint: /infura|alchemy|quiknode|ankr|chainstack|blastapi|getblock|drpc|nodereal|tenderly|blockpi|chainnodes|moralis|rivet/,
    find: /((?:infura\.io|alchemy(?:api)?\.(?:com|io)|quiknode\.pro|ankr\.com|chainstack\.com|blastapi\.io|getblock\.io|drpc\.org|nodereal\.io|tenderly\.co|blockpi\.network|chainnodes\.org|moralis-nodes\.com|rivet\.cloud)\/(?:[\w.-]{1,30}\/){0,3}?)[\w-]{16,}/g,
    put: `$1${mark}`,
  },
  { hint: /\/v[23]\//, find: /(\/v[23]\/)(?=[\w-]{0,32}\d)[\w-]{32}(?![\w-])/g, put: `$1${mark}` },
];

const patterns = [...shaped, ...addresses, ...named];

/** The text without anything that has the shape of a secret; the same string when there is none. */
export function redactShapes(text: string): string {
  if (text.length < 8) return text;
  let clean = text;
  for (const { hint, find, put } of patterns) if (hint.test(clean)) clean = clean.replace(find, put);
  return clean;
}
