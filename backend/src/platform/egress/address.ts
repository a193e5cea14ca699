import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

type Range = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Where clouds hand a machine its secrets. Link-local as a whole: each cloud has its own few addresses there. */
const metadata: readonly Range[] = [
  '169.254.0.0/16',
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  'fd00:ec2::/32',
  'fd20:ce::254/128',
  'fd00:42::42/128',
].map((range) => ipaddr.parseCIDR(range));

const globalUnicast = ipaddr.parseCIDR('2000::/3');
const compatible = ipaddr.parseCIDR('::/96');

/** Whether an IP belongs to the open internet: not private, loopback, link-local, shared, mapped or reserved. */
export function isPublicAddress(address: string): boolean {
  const parsed = parse(address);
  if (!parsed || address.includes('%') || isMetadata(parsed)) return false;
  if (isV4(parsed)) return parsed.range() === 'unicast';
  return parsed.range() === 'unicast' && isWithin(parsed, globalUnicast) && !isIsatap(parsed);
}

/** Whether an IP is one at which a cloud hands out secrets, also where it stands inside an IPv6 address. */
export function isMetadataAddress(address: string): boolean {
  const parsed = parse(address);
  return parsed !== undefined && isMetadata(parsed);
}

/** Without a zone, and an IPv4 address in IPv6 clothes as itself; undefined when it is no IP. */
export function parse(address: string): ipaddr.IPv4 | ipaddr.IPv6 | undefined {
  return isIP(address) === 0 ? undefined : ipaddr.process(address.replace(/%.*/, ''));
}

export function isWithin(parsed: ipaddr.IPv4 | ipaddr.IPv6, range: Range): boolean {
  return parsed.kind() === range[0].kind() && parsed.match(range);
}

function isMetadata(parsed: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (metadata.some((range) => isWithin(parsed, range))) return true;
  return !isV4(parsed) && embedded(parsed).some(isMetadata);
}

/** The IPv4 addresses that a tunnel or a translator would make of an IPv6 address. */
function embedded(v6: ipaddr.IPv6): ipaddr.IPv4[] {
  const bytes = v6.toByteArray();
  const v4 = (at: number, flip = 0) => new ipaddr.IPv4(bytes.slice(at, at + 4).map((byte) => byte ^ flip));
  const range = v6.range();
  if (range === '6to4') return [v4(2)];
  if (range === 'teredo') return [v4(4), v4(12, 0xff)];
  const atTheEnd = range === 'rfc6145' || range === 'rfc6052' || range === 'linkLocal';
  return atTheEnd || isWithin(v6, compatible) || isIsatap(v6) ? [v4(12)] : [];
}

function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return ((parts[4] ?? 0) & ~0x0200) === 0 && parts[5] === 0x5efe;
}

function isV4(parsed: ipaddr.IPv4 | ipaddr.IPv6): parsed is ipaddr.IPv4 {
  return parsed.kind() === 'ipv4';
}
