import { lookup as resolve } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { EgressError } from './egress-error.ts';

// A public address by its range, but inside Azure it answers with the machine's own secrets.
const neverPublic = new Set(['168.63.129.16']);

/** Whether an IP belongs to the open internet: not private, loopback, link-local, shared, mapped or reserved. */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === 'unicast' && !neverPublic.has(parsed.toString());
}

export type Resolve = typeof resolve;

/**
 * Connects to public addresses only. It runs for every new connection, so also after each redirect, and judges the very
 * address that is dialled: a name that resolves differently the second time gains nothing.
 */
export function publicConnector(timeoutMs: number, resolveName: Resolve = resolve): buildConnector.connector {
  const connect = buildConnector({ timeout: timeoutMs, lookup: publicLookup(resolveName) });
  return (options, callback) => {
    // No look-up happens for a host that is an IP already.
    const literal = options.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !isPublicAddress(literal)) return callback(forbidden(options.hostname), null);
    connect(options, (...[error, socket]) => {
      if (error || !socket) return callback(error ?? forbidden(options.hostname), null);
      if (isPublicAddress(socket.remoteAddress ?? '')) return callback(null, socket);
      socket.destroy();
      callback(forbidden(options.hostname), null);
    });
  };
}

function publicLookup(resolveName: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      const first = addresses?.[0];
      if (error || !first) return callback(error ?? forbidden(hostname), '', 0);
      if (!addresses.every(({ address }) => isPublicAddress(address)))
        return callback(forbidden(hostname), '', 0);
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function forbidden(host: string): EgressError {
  return new EgressError('forbidden-address', `${host} leads to an address that may not be called`);
}
