import { createHmac, timingSafeEqual } from 'node:crypto';
import { AppError } from '../../platform/errors.ts';
import type { Delivery, Webhook } from '../webhook.ts';
import type { Hearing } from './hearing.ts';
import type { RosterKeeper } from './open-roster.ts';
import { type Receiving, receive } from './receive.ts';
import type { GitHubConfig } from './schema.ts';
import { webUrlOf } from './signals.ts';

/** GitHub's deliveries, signed with HMAC-SHA256 over the raw body as its documentation has it. */
export function githubWebhook(
  config: GitHubConfig,
  connectionId: string,
  { roster, hearing }: { readonly roster: Pick<RosterKeeper, 'find'>; readonly hearing: Hearing },
): Webhook | undefined {
  const { webhookSecret: secret } = config;
  if (secret === undefined) return undefined;
  const placeOf: Receiving['placeOf'] = (repository) => {
    const known = roster.find(repository);
    const webUrl = webUrlOf(config.apiUrl);
    return known && { connectionId, owner: config.owner, key: known.key, repo: repository.name, webUrl };
  };
  return {
    open(headers, raw) {
      if (!isSigned(raw, textOf(headers['x-hub-signature-256']), secret)) return undefined;
      const [id, event] = [textOf(headers['x-github-delivery']), textOf(headers['x-github-event'])];
      if (!/^[\w-]{1,100}$/.test(id) || !/^\w{1,60}$/.test(event))
        throw new AppError('invalid', 'A delivery of GitHub names its event and itself in its headers');
      return { id, event, body: parsed(raw) };
    },
    receive: (delivery: Delivery, known) => receive(delivery, { config, placeOf, hearing, known }),
  };
}

function isSigned(raw: Buffer, signature: string, secret: string): boolean {
  const wanted = Buffer.from(`sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`);
  const given = Buffer.from(signature);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

const textOf = (header: string | string[] | undefined) => (typeof header === 'string' ? header : '');

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    throw new AppError(
      'invalid',
      'The body is not JSON. Choose application/json as its content type at GitHub',
    );
  }
}
