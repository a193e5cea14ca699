import { createHmac } from 'node:crypto';
import { SECOND } from '../../world/world.ts';
import type { GitHub } from '../github.ts';
import { repositoryId } from '../script/ids.ts';
import type { Delivery, Hook, Letter } from './hooks.ts';
import { takeLetters } from './letters.ts';

export interface Courier {
  /** Delivers what is due; ends when all of it was answered. A failure is written down and not tried again. */
  deliver(): Promise<void>;
  close(): void;
}

const patience = 10 * SECOND;
const kept = 1_000;

/** Looks every so often whether there is something to tell. */
export function startCourier(github: GitHub, everyMs: number): Courier {
  const closing = new AbortController();
  async function tell(hook: Hook): Promise<void> {
    // One after the other, so that a receiver reads them in order.
    for (const letter of takeLetters(github, hook)) await send(github, hook, letter, closing.signal);
  }
  const deliver = async () => void (await Promise.all([...github.hooks.all.values()].map(tell)));
  const timer = setInterval(() => void deliver(), everyMs);
  timer.unref();
  return {
    deliver,
    close() {
      clearInterval(timer);
      closing.abort();
    },
  };
}

async function send(
  { hooks, world }: GitHub,
  hook: Hook,
  letter: Letter,
  closing: AbortSignal,
): Promise<void> {
  const json = JSON.stringify(letter.payload);
  const body = hook.contentType === 'json' ? json : new URLSearchParams({ payload: json }).toString();
  const requestHeaders = headersOf(hook, letter, body);
  const from = performance.now();
  const answer = await post(hook.url, { headers: requestHeaders, body }, closing);
  const delivery: Delivery = {
    ...letter,
    ...answer,
    requestHeaders,
    id: hooks.nextId(),
    deliveredAt: world.now(),
    seconds: Math.round(performance.now() - from) / SECOND,
  };
  hooks.deliveries.set(hook.id, [...(hooks.deliveries.get(hook.id) ?? []), delivery].slice(-kept));
}

type Answered = Pick<Delivery, 'status' | 'statusCode' | 'responseHeaders' | 'responseBody'>;

async function post(
  url: string,
  { headers, body }: { readonly headers: Record<string, string>; readonly body: string },
  closing: AbortSignal,
): Promise<Answered> {
  const signal = AbortSignal.any([closing, AbortSignal.timeout(patience)]);
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    return {
      status: response.ok ? 'OK' : `Invalid HTTP Response: ${response.status}`,
      statusCode: response.status,
      responseHeaders: Object.fromEntries(response.headers),
      responseBody: await response.text(),
    };
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    return {
      status: isLate ? 'timed out' : 'failed to connect to host',
      statusCode: isLate ? 504 : 502,
      responseHeaders: {},
      responseBody: '',
    };
  }
}

function headersOf(hook: Hook, { event, guid }: Letter, body: string): Record<string, string> {
  const form = 'application/x-www-form-urlencoded';
  const sign = (algorithm: string, secret: string) =>
    `${algorithm}=${createHmac(algorithm, secret).update(body).digest('hex')}`;
  return {
    accept: '*/*',
    'content-type': hook.contentType === 'json' ? 'application/json' : form,
    'user-agent': 'GitHub-Hookshot/044aadd',
    'x-github-delivery': guid,
    'x-github-event': event,
    'x-github-hook-id': String(hook.id),
    'x-github-hook-installation-target-id': String(repositoryId(hook.repo)),
    'x-github-hook-installation-target-type': 'repository',
    ...(hook.secret !== undefined && {
      'x-hub-signature': sign('sha1', hook.secret),
      'x-hub-signature-256': sign('sha256', hook.secret),
    }),
  };
}
