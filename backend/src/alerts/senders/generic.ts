import { createHash } from 'node:crypto';
import type { IncomingAlert, SenderMapping } from '@smartops/contract';
import jmespath from 'jmespath';
import { z } from 'zod';
import { labelsOf, link, momentOf, plain, severityOf } from './texts.ts';

/** Throws ZodError with the part of the mapping that cannot be read or finds nothing. */
export function readGeneric(mapping: SenderMapping, body: unknown): IncomingAlert[] {
  const found = search('alerts', mapping.alerts, body);
  const list = Array.isArray(found) ? found : found === null ? [] : [found];
  return list.map((one) => toIncoming(mapping, one));
}

function toIncoming(mapping: SenderMapping, one: unknown): IncomingAlert {
  const at = (part: Exclude<keyof SenderMapping, 'alerts' | 'resolvedWords'>): unknown =>
    mapping[part] === '' ? undefined : search(part, mapping[part], one);
  const title = plain(at('title'), 200);
  if (title === '') throw wrong('title', 'It finds no text in this alert');
  const resource = plain(at('resource'), 200) || title;
  const fingerprint = plain(at('fingerprint'), 200);
  const resolved = isResolved(at('resolved'), mapping.resolvedWords);
  return {
    fingerprint:
      fingerprint || createHash('sha256').update(`${title}\n${resource}`).digest('hex').slice(0, 16),
    status: resolved ? 'resolved' : 'firing',
    severity: severityOf(at('severity')),
    title,
    message: plain(at('message'), 2_000) || title,
    resource,
    url: link(at('url')),
    runbook: null,
    labels: labelsOf(at('labels')),
    startedAt: momentOf(at('startedAt')),
    endedAt: null,
  };
}

function isResolved(value: unknown, resolvedWords: readonly string[]): boolean {
  if (typeof value === 'boolean') return value;
  const word = plain(value, 50).toLowerCase();
  return resolvedWords.some((one) => one.toLowerCase() === word);
}

/** Expressions are looked up, never run: JMESPath has no way to a program. */
function search(part: keyof SenderMapping, expression: string, data: unknown): unknown {
  try {
    return jmespath.search(data, expression) ?? null;
  } catch (error) {
    throw wrong(part, error instanceof Error ? error.message.slice(0, 200) : 'It cannot be read');
  }
}

function wrong(part: keyof SenderMapping, message: string): z.ZodError {
  return new z.ZodError([{ code: 'custom', path: ['mapping', part], message, input: undefined }]);
}
