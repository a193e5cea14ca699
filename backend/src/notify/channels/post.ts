import { EgressError } from '../../platform/egress/egress-error.ts';
import { createRedactor } from '../../platform/redaction/redaction.ts';
import type { Answer, OpenChannel, Ways } from '../channel.ts';
import { retryAfterMs } from '../retry.ts';

const patienceMs = 10_000;
const mostText = 2_000;
/** Of these the message itself is the cause: it would be refused again. */
const hopeless = new Set([400, 405, 406, 411, 413, 414, 415, 422, 431]);

interface Post {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Hands a message over by HTTP and keeps what was answered, word by word but without secrets. */
export async function post({ body, headers }: Post, channel: OpenChannel, ways: Ways): Promise<Answer> {
  const { url = '', signing = '', locked } = channel;
  const redact = createRedactor(secretsOf(url, signing));
  const none = { status: null, retryAfterMs: null, done: [] };
  try {
    const reply = await (locked ? ways.fetchConfigured : ways.fetchTyped)(url, {
      method: 'POST',
      body,
      headers: { 'user-agent': 'SmartOpsAgent', ...headers },
      // A POST that is led elsewhere becomes a GET that delivers nothing.
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    const { status, statusText } = reply;
    const words = redact(`${status} ${statusText}  ${await reply.text()}`.trim()).slice(0, mostText);
    const text = status >= 300 && status < 400 ? `${words} · It has moved: enter its new address` : words;
    const outcome = reply.ok ? 'delivered' : hopeless.has(status) ? 'refused' : 'failed';
    const wait = retryAfterMs(reply.headers.get('retry-after'), ways.now());
    return { outcome, status, text, retryAfterMs: wait, done: [] };
  } catch (error) {
    if (error instanceof EgressError) {
      const isForbidden = error.reason === 'forbidden-address';
      const hint = isForbidden ? '. Only the operator can allow one inside: EGRESS_ALLOW' : '';
      const text = `${redact(error.message)}${hint}`.slice(0, mostText);
      return { ...none, outcome: isForbidden ? 'refused' : 'failed', text };
    }
    if (error instanceof DOMException && error.name === 'TimeoutError')
      return { ...none, outcome: 'failed', text: `no answer in ${patienceMs / 1_000} s` };
    throw error;
  }
}

/** What in an address may be its password: any part of it that is long enough. */
function secretsOf(url: string, signing: string): string[] {
  const { pathname = '', search = '', searchParams = new URLSearchParams() } = URL.parse(url) ?? {};
  const parts = [url, `${pathname}${search}`, ...pathname.split('/'), ...searchParams.values(), signing];
  return parts.filter((part) => part.length >= 6);
}
