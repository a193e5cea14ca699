import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { EgressError } from './egress-error.ts';

export type Resolve = typeof lookup;

export interface ConnectorOptions {
  /** Whether `host` may be called at this IP. */
  readonly mayCall: (host: string, address: string) => boolean;
  readonly timeoutMs: number;
  readonly resolve?: Resolve | undefined;
}

/**
 * Connects only where it may. It runs for every new connection, so also after each redirect, and judges the very address
 * that is dialled: a name that resolves differently the second time gains nothing.
 */
export function checkedConnector(options: ConnectorOptions): buildConnector.connector {
  const { mayCall, timeoutMs } = options;
  const connect = buildConnector({ timeout: timeoutMs, lookup: checkedLookup(options) });
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '');
    // No look-up happens for a host that is an IP already.
    if (isIP(host) !== 0 && !mayCall(host, host)) return callback(forbidden(host), null);
    connect(target, (...[error, socket]) => {
      if (error || !socket) return callback(error ?? forbidden(host), null);
      if (mayCall(host, socket.remoteAddress ?? '')) return callback(null, socket);
      socket.destroy();
      callback(forbidden(host), null);
    });
  };
}

/** Refuses a name as soon as one of its addresses may not be called. */
function checkedLookup({ mayCall, resolve = lookup }: ConnectorOptions): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      const first = addresses?.[0];
      if (error || !first) return callback(error ?? forbidden(host), '', 0);
      if (!addresses.every(({ address }) => mayCall(host, address))) return callback(forbidden(host), '', 0);
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function forbidden(host: string): EgressError {
  return new EgressError('forbidden-address', `${host} leads to an address that may not be called`);
}
