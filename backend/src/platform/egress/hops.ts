import type { Dispatcher } from 'undici';

/** What says nothing about who asks; whatever else a caller sends may be a credential. */
const harmless = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'content-language',
  'content-type',
  'pragma',
  'range',
  'sec-fetch-mode',
  'user-agent',
]);

/**
 * Sends what goes to `origin` through `own`. A redirect to another origin was chosen by the answer, not by who asked: it
 * goes through `elsewhere`, without the caller's credentials.
 */
export function hops(origin: string, own: Dispatcher, elsewhere: Dispatcher): Dispatcher {
  return own.compose((dispatch) => (options, handler) => {
    if (options.origin === origin) return dispatch(options, handler);
    const headers = Object.entries(options.headers ?? {}).filter(([name]) =>
      harmless.has(name.toLowerCase()),
    );
    return elsewhere.dispatch({ ...options, headers: Object.fromEntries(headers) }, handler);
  });
}
