import type { IncomingMessage } from 'node:http';
import type { Authority } from '../platform/http/authorise.ts';
import type { Caller } from '../platform/http/caller.ts';
import { callerStore } from './caller-store.ts';
import type { IdentityContext } from './context.ts';
import { singleUseStore } from './single-use-store.ts';
import { newToken } from './token.ts';

const ticketMs = 30_000;

/** A ticket for one WebSocket of this caller. */
export async function createTicket(
  { standing }: Caller,
  { database, workspace, now }: IdentityContext,
): Promise<{ ticket: string; expiresAt: string }> {
  const store = singleUseStore(database, workspace);
  const ticket = newToken();
  const expiresAt = now() + ticketMs;
  await store.sweep(now());
  await store.add({ token: ticket, purpose: 'stream', bearer: standing, expiresAt });
  return { ticket, expiresAt: new Date(expiresAt).toISOString() };
}

/** Who wants to listen: by ticket where there is one, else like any request. A ticket of somebody else is worth nothing. */
export async function identifyListener(
  request: IncomingMessage,
  url: URL,
  { authority, context }: { readonly authority: Authority; readonly context: IdentityContext },
): Promise<Caller | undefined> {
  const { caller } = await authority.identify(request);
  const ticket = url.searchParams.get('ticket');
  if (ticket === null) return caller;
  const { database, workspace, now } = context;
  const bearer = await singleUseStore(database, workspace).take(ticket, 'stream', now());
  if (bearer === undefined) return undefined;
  if (caller) return caller.standing === bearer ? caller : undefined;
  return (await callerStore(database, workspace).standings([bearer], now())).get(bearer);
}

/** Somebody who listens to the stream. */
export interface Listener {
  readonly caller: Caller;
  leave(code: number, reason: string): void;
}

/** Sends away who may listen no more or may do something else than when they came. */
export async function reviewListeners(
  listeners: readonly Listener[],
  { database, workspace, now }: IdentityContext,
): Promise<void> {
  const named = listeners.filter(({ caller }) => caller.standing !== '');
  if (named.length === 0) return;
  const all = [...new Set(named.map(({ caller }) => caller.standing))];
  const standings = await callerStore(database, workspace).standings(all, now());
  for (const listener of named) {
    const current = standings.get(listener.caller.standing);
    if (!current) listener.leave(4001, 'Sign in again');
    else if (mayOf(current) !== mayOf(listener.caller)) listener.leave(4003, 'What you may do has changed');
  }
}

function mayOf({ role, approver, scopes, workspace }: Caller): string {
  return JSON.stringify([role, approver, scopes, workspace.id]);
}
