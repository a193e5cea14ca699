import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

export interface Echo {
  readonly url: string;
  close(): void;
}

/** What strangers write in answers of GitHub and AWS. */
const written =
  /("(?:message|display_title|login|description|head_branch|name|FunctionName)":")|(<(?:Value|Name|DBInstanceIdentifier|UserName|Message|Comment)>)/g;

/**
 * Stands in front of the practice cloud and says whatever it was told, and `secrets`, wherever a text may stand: in good
 * answers, in logs, and as the reason of refusals.
 */
export async function startEcho(behind: string, secrets: string): Promise<Echo> {
  let count = 0;
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { url = '/', method = 'GET', headers } = request;
    const sent = JSON.stringify({ url, headers })
      .slice(1, -1)
      .replaceAll(/["\\<>&]/g, "'");
    const said = `${secrets} ${sent}`;
    if (isRefused(url, ++count)) return refuse(response, url, said);
    const upstream = await fetch(behind + url, {
      method,
      headers: forwarded(headers),
      redirect: 'manual',
      ...(method === 'POST' && { body: Readable.toWeb(request) as never, duplex: 'half' as never }),
    });
    const body = await upstream.text();
    const kept: [string, string][] = [];
    upstream.headers.forEach((value, name) => {
      if (!/^(content-length|content-encoding|etag)$/.test(name)) kept.push([name, value]);
    });
    const own = new URL(behind).host;
    const echoed = kept.map(([name, value]) => [name, value.replace(own, headers.host ?? own)]);
    response.writeHead(upstream.status, Object.fromEntries(echoed));
    const isLog = upstream.headers.get('content-type')?.startsWith('text/plain');
    response.end(isLog ? `${said}\n${body}` : body.replace(written, (found) => `${found}${said} `));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** One repository, one chain, and now and then AWS. */
function isRefused(url: string, count: number): boolean {
  if (url.startsWith('/api/v3') || url.startsWith('/_blob')) return url.includes('/ledger-worker');
  return url.startsWith('/evm') ? url.includes('/base') : count % 5 === 0;
}

function forwarded(headers: IncomingMessage['headers']): Record<string, string> {
  const kept = Object.entries(headers).filter(([name]) => !/^(host|connection|content-length)$/.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, String(value)]));
}

/** As GitHub, as a node and as AWS refuse. */
function refuse(response: ServerResponse, url: string, said: string): void {
  const [type, body] = url.startsWith('/evm')
    ? ['application/json', JSON.stringify({ jsonrpc: '2.0', id: 1, error: { code: -32_000, message: said } })]
    : url.startsWith('/api/v3')
      ? [
          'application/json',
          JSON.stringify({ message: said, documentation_url: `https://x.example/${said}` }),
        ]
      : [
          'text/xml',
          `<Response><Errors><Error><Code>Denied</Code><Message>${said}</Message></Error></Errors></Response>`,
        ];
  response.writeHead(url.startsWith('/evm') ? 200 : 403, {
    'content-type': type,
    'x-said': encodeURIComponent(said),
  });
  response.end(body);
}
