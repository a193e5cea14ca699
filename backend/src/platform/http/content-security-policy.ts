import { createHash } from 'node:crypto';

const inlineScript = /<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g;

/** The policy of one exported page: only its own files and exactly the inline scripts it was built with may run. */
export function contentSecurityPolicy(html: string, connect: readonly string[] = []): string {
  const scripts = [...html.matchAll(inlineScript)].map(([, body = '']) => `'sha256-${sha256(body)}'`);
  return Object.entries({
    'default-src': ["'none'"],
    'script-src': ["'self'", ...new Set(scripts)],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...connect],
    'manifest-src': ["'self'"],
    'form-action': ["'self'"],
    'base-uri': ["'none'"],
    'frame-ancestors': ["'none'"],
  })
    .map(([directive, allowed]) => `${directive} ${allowed.join(' ')}`)
    .join('; ');
}

/** Lets the page open sockets to the host it came from; not every browser counts that as `'self'`. */
export function withSocketsTo(host: string | undefined, policy: string): string {
  if (!host || !/^[\w.:[\]-]+$/.test(host)) return policy;
  return policy.replace("connect-src 'self'", `connect-src 'self' ws://${host} wss://${host}`);
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');
