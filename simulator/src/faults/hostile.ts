import type { Reply } from '../http/exchange.ts';
import { digest } from '../http/request-ids.ts';
import { hostileAddresses, hostileTexts } from './hostile-words.ts';

/** What people type, in answers of GitHub and of AWS; ids, states and times stay, so that the rest is believed. */
const texts = new Set([
  ...[
    'name',
    'display_title',
    'title',
    'message',
    'login',
    'head_branch',
    'ref',
    'description',
    'sha',
    'path',
  ],
  ...[
    'FunctionName',
    'Description',
    'Message',
    'Value',
    'Name',
    'DBInstanceIdentifier',
    'UserName',
    'RoleName',
  ],
  ...['DomainName', 'Comment', 'member', 'value'],
]);
const addresses = new Set(['html_url', 'environment_url', 'log_url', 'target_url']);

/** The same answer with a payload wherever a stranger may write. The same text always becomes the same payload. */
export function hostile(reply: Reply): Reply {
  const { 'content-type': type = '' } = reply.headers;
  if (type.includes('json')) return { ...reply, body: JSON.stringify(walk(JSON.parse(reply.body), '')) };
  if (type.includes('xml')) return { ...reply, body: inXml(reply.body) };
  return type.startsWith('text/plain') ? { ...reply, body: inLog(reply.body) } : reply;
}

function walk(value: unknown, key: string): unknown {
  if (typeof value === 'string') return replaced(key, value) ?? value;
  if (Array.isArray(value)) return value.map((item) => walk(item, key));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, walk(item, name)]));
}

function replaced(key: string, text: string): string | undefined {
  if (text === '') return undefined;
  if (addresses.has(key)) return pick(hostileAddresses, key + text);
  return texts.has(key) ? pick(hostileTexts, key + text) : undefined;
}

function pick(words: readonly string[], seed: string): string {
  return words[Number.parseInt(digest('hostile', seed).slice(0, 8), 16) % words.length] ?? '';
}

const escapes: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

function inXml(body: string): string {
  return body.replace(/<(\w+)>([^<]+)<\/\1>/g, (whole, tag: string, text: string) => {
    // What XML cannot hold at all never gets to its reader.
    const word = replaced(tag, text)?.replace(/[\p{Cc}\ufeff]/gu, '');
    return word ? `<${tag}>${word.replace(/[<>&"]/g, (char) => escapes[char] ?? '')}</${tag}>` : whole;
  });
}

/** Every payload once, each on a line of its own, with the colours and marks of a runner around them. */
function inLog(body: string): string {
  const [first = ''] = body.split(' ', 1);
  const lines = [...hostileTexts, ...hostileAddresses].flatMap((text) => [
    text,
    `##[error]\u001b[31m${text}\u001b[0m`,
  ]);
  return lines.map((line) => `${first} ${line.replaceAll('\n', ' ')}`).join('\n');
}
