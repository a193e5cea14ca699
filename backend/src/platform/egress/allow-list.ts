import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { isWithin, parse } from './address.ts';

/** What an operator allows users to call inside their own network. */
export interface AllowList {
  /** Whether `host`, as the address names it, may be called at this IP. */
  allows(host: string, address: string): boolean;
}

const hostName = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*$/;

/** Takes ranges (`10.0.0.0/8`), addresses (`10.1.2.3`) and host names (`hooks.internal`). Throws what to write instead. */
export function parseAllowList(entries: readonly string[]): AllowList {
  const ranges = entries.map(rangeOf).filter((range) => range !== undefined);
  const hosts = new Set(entries.filter((entry) => rangeOf(entry) === undefined).map(nameOf));
  return {
    allows(host, address) {
      if (hosts.has(host.toLowerCase().replace(/\.$/, ''))) return true;
      const parsed = parse(address);
      return parsed !== undefined && ranges.some((range) => isWithin(parsed, range));
    },
  };
}

function rangeOf(entry: string): [ipaddr.IPv4 | ipaddr.IPv6, number] | undefined {
  const [address = '', prefix, ...rest] = entry.split('/');
  const kind = isIP(address);
  if (kind === 0 || address.includes('%')) return undefined;
  const most = kind === 4 ? 32 : 128;
  const bits = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : -1;
  if (rest.length > 0 || bits < 0 || bits > most) throw misspelt(entry);
  return [ipaddr.parse(address), bits];
}

function nameOf(entry: string): string {
  const name = entry.toLowerCase().replace(/\.$/, '');
  const url = URL.parse(`http://${name}`);
  // A name that a browser would read as a number is an address in disguise.
  if (!hostName.test(name) || url?.hostname !== name) throw misspelt(entry);
  return name;
}

function misspelt(entry: string): Error {
  return new Error(`${entry} is neither a host name, an address nor a range such as 10.0.0.0/8`);
}
