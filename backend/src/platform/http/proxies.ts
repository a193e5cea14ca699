import type { IncomingMessage } from 'node:http';

/**
 * The client's address as the outermost of our `proxies` saw it. Each proxy appends who spoke to it, so entries further
 * left are the client's own words and prove nothing.
 */
export function addressOf({ headers, socket }: IncomingMessage, proxies: number): string {
  const own = socket.remoteAddress ?? '';
  const forwarded = headers['x-forwarded-for'];
  if (proxies === 0 || forwarded === undefined) return own;
  const entries = String(forwarded).split(',');
  return (entries.at(-proxies) ?? entries[0] ?? own).trim();
}

/** Whether the client spoke TLS, to us or to the nearest proxy. */
export function isSecure({ headers, socket }: IncomingMessage, proxies: number): boolean {
  if ('encrypted' in socket) return true;
  return (
    proxies > 0 &&
    String(headers['x-forwarded-proto'] ?? '')
      .split(',')
      .at(-1)
      ?.trim() === 'https'
  );
}
