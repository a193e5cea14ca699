import { existsSync } from 'node:fs';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Asset, compressAssets, readAssets } from './assets.ts';
import type { Authority } from './authorise.ts';
import { withSocketsTo } from './content-security-policy.ts';
import { matches } from './matches.ts';

export interface DashboardOptions {
  /** Where `next build` exported it. */
  readonly folder: string;
  /** Further origins that its pages may call. */
  readonly connect?: readonly string[];
  /** Knows who asks for a page: strangers are sent to sign in. */
  readonly authority: Pick<Authority, 'identify'>;
}

const signIn = '/sign-in';
/** Pages for those who are not in yet. */
const forStrangers = new Set([signIn, '/invitation', '/reset-password']);

// The pages hold no data.
const anybody = { config: { role: 'public' } } as const;

/** What a page may ask the browser for: passkeys and the clipboard. */
const permissions = [
  ...[
    'accelerometer',
    'autoplay',
    'browsing-topics',
    'camera',
    'display-capture',
    'geolocation',
    'gyroscope',
  ],
  ...['hid', 'magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'],
]
  .map((feature) => `${feature}=()`)
  .concat('publickey-credentials-create=(self)', 'publickey-credentials-get=(self)', 'clipboard-write=(self)')
  .join(', ');

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>SmartOpsAgent</title>
<h1>The dashboard is not built yet</h1>
<p>The server runs, and so does its API. Run <code>npm run build</code> in the project's folder, then start it again.</p>
<p><a href="/api/health">Health</a> · <a href="/api/docs">API reference</a></p></html>`;

/**
 * Serves the exported dashboard from memory: its files are few and known at start, so no request touches the disk and
 * no path can leave the folder. Resolves when pages can be served; `compressed` when the smaller forms are ready too.
 */
export async function serveDashboard(
  app: FastifyInstance,
  { folder, connect = [], authority }: DashboardOptions,
): Promise<{ compressed: Promise<void> }> {
  if (!existsSync(folder)) {
    app.get('/*', anybody, (request, reply) =>
      isApi(pathOf(request))
        ? reply.callNotFound()
        : reply.code(503).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(notBuilt),
    );
    return { compressed: Promise.resolve() };
  }
  const assets = await readAssets(folder, connect);
  app.get('/*', anybody, async (request, reply) => {
    const path = pathOf(request);
    if (isApi(path)) return reply.callNotFound();
    const plain = path.replace(/\/$/, '');
    const found = assets.get(path) ?? assets.get(plain);
    if (found?.policy && !forStrangers.has(plain) && (await isStranger(request, reply, authority)))
      return reply.header('cache-control', 'no-store').redirect(wayIn(request.url));
    if (found) return send(found, request, reply);
    const missing = assets.get('/404');
    return missing ? send(missing, request, reply.code(404)) : reply.callNotFound();
  });
  return { compressed: compressAssets(assets) };
}

/** Before a page that would only be refused everything it asks for. Whoever can't be looked up is no stranger. */
async function isStranger(
  { raw, log }: FastifyRequest,
  reply: FastifyReply,
  authority: DashboardOptions['authority'],
): Promise<boolean> {
  try {
    const { caller, headers } = await authority.identify(raw);
    if (headers) reply.headers(headers);
    return caller === undefined;
  } catch (err) {
    log.warn({ err }, 'who asks for a page could not be looked up');
    return false;
  }
}

/** The sign-in page, which knows the way back. */
function wayIn(url: string): string {
  return url === '/' ? signIn : `${signIn}?back=${encodeURIComponent(url)}`;
}

function send(asset: Asset, { headers }: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.headers(asset.headers);
  if (asset.policy)
    reply
      .header('content-security-policy', withSocketsTo(headers.host, asset.policy))
      .header('permissions-policy', permissions);
  if (reply.statusCode === 200 && matches(headers['if-none-match'], asset.tag)) return reply.code(304).send();
  const encoding = (['br', 'gzip'] as const).find(
    (name) => asset.bodies[name] && accepts(headers['accept-encoding'], name),
  );
  if (encoding) reply.header('content-encoding', encoding);
  return reply.send(asset.bodies[encoding ?? 'identity']);
}

function accepts(header: unknown, encoding: string): boolean {
  const offers = typeof header === 'string' ? header.split(',') : [];
  return offers.some((offer) => {
    const [name, quality = ''] = offer.split(';');
    return name?.trim() === encoding && !/q=0(\.0*)?$/.test(quality.trim());
  });
}

function isApi(path: string): boolean {
  return path === '/api' || path.startsWith('/api/');
}

function pathOf({ url }: FastifyRequest): string {
  return url.replace(/[?#].*/s, '');
}
