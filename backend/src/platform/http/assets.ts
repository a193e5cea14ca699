import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { contentSecurityPolicy } from './content-security-policy.ts';

/** One file of the exported dashboard, ready to be sent. */
export interface Asset {
  readonly headers: Readonly<Record<string, string>>;
  readonly tag: string;
  /** For pages. */
  readonly policy: string | undefined;
  readonly bodies: { readonly identity: Buffer; gzip?: Buffer; br?: Buffer };
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.txt': 'text/x-component',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.ico': 'image/x-icon',
  '.png': 'image/png',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
const alreadySmall = new Set(['font/woff2', 'image/png', 'image/x-icon']);

/** Every file of the folder by the path that asks for it: `incidents.html` answers `/incidents`. */
export async function readAssets(folder: string, connect: readonly string[]): Promise<Map<string, Asset>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const assets = files.map(async (file): Promise<[string, Asset]> => {
    const path = file.slice(folder.length).replaceAll('\\', '/');
    return [path.replace(/(\/index)?\.html$/, ''), toAsset(path, await readFile(file), connect)];
  });
  return new Map(await Promise.all(assets));
}

/** Adds the smaller forms, one file after the other so that requests find room between them. */
export async function compressAssets(assets: ReadonlyMap<string, Asset>): Promise<void> {
  for (const { headers, bodies } of assets.values()) {
    if (alreadySmall.has(headers['content-type'] ?? '')) continue;
    bodies.gzip = await promisify(gzip)(bodies.identity);
    bodies.br = await brotli(bodies.identity);
  }
}

function toAsset(path: string, body: Buffer, connect: readonly string[]): Asset {
  const type = extname(path);
  const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  const headers = {
    'content-type': types[type] ?? 'application/octet-stream',
    // Names under _next/static carry a hash of their content; everything else is asked for again, cheaply, by its tag.
    'cache-control': path.startsWith('/_next/static/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `W/${tag}`,
    vary: 'accept-encoding, origin',
  };
  const policy = type === '.html' ? contentSecurityPolicy(body.toString(), connect) : undefined;
  return { headers, tag, policy, bodies: { identity: body } };
}

// Level 11 would save a tenth more and cost seconds of CPU.
const brotli = (body: Buffer) =>
  promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } });
