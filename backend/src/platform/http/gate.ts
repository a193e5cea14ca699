import type { IncomingMessage } from 'node:http';

export interface GateOptions {
  /** The address the server is bound to. On loopback only loopback names (and `names`) may be asked for. */
  readonly host: string;
  /** Further names this server answers to, without port. Given any, strangers are refused on every address. */
  readonly names?: readonly string[];
  /** Other web origins whose pages may call: `https://ops.example`. */
  readonly origins?: readonly string[];
  /** Ports of ours: a page from one of them may speak to the server on another. */
  readonly ports?: readonly number[];
}

/** Who may speak to this server, judged by what a browser cannot forge. */
export interface Gate {
  /** False for a name we do not have: a page of that name had its DNS record turned to our address. */
  knowsHost(host: string | undefined): boolean;
  /** True for pages of ours and of the configured origins. */
  knowsOrigin(origin: string, host: string | undefined): boolean;
  /** True for the configured origins alone: the ones that need CORS headers. */
  listsOrigin(origin: string): boolean;
  /** Whether a WebSocket may be opened. Without an origin it is no browser's, which needs no protection. */
  admits(request: IncomingMessage): boolean;
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];
const loopbackHosts = new Set([...loopbackNames, '::1']);

export function createGate({ host, names = [], origins = [], ports = [] }: GateOptions): Gate {
  const known = new Set([...loopbackNames, ...names.map((name) => name.toLowerCase())]);
  const listed = new Set(origins.map((origin) => origin.toLowerCase().replace(/\/$/, '')));
  const ours = new Set(ports.map(String));
  const checksHost = loopbackHosts.has(host) || names.length > 0;
  const knowsHost: Gate['knowsHost'] = (header) => !checksHost || known.has(nameOf(header ?? ''));
  const listsOrigin: Gate['listsOrigin'] = (origin) => listed.has(origin);
  const knowsOrigin: Gate['knowsOrigin'] = (origin, header) => {
    if (listed.has(origin)) return true;
    if (header === undefined || !/^https?:\/\//.test(origin)) return false;
    const authority = origin.replace(/^https?:\/\//, '');
    if (authority === header) return true;
    return nameOf(authority) === nameOf(header) && ours.has(authority.slice(nameOf(authority).length + 1));
  };
  return {
    knowsHost,
    knowsOrigin,
    listsOrigin,
    admits: ({ headers: { host, origin } }) =>
      knowsHost(host) && (origin === undefined || knowsOrigin(origin, host)),
  };
}

/** Without the port; names are not case-sensitive. */
function nameOf(host: string): string {
  return host.replace(/:\d+$/, '').toLowerCase();
}
