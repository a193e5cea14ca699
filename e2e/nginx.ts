import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';

/** Starts nginx with these `server` blocks and a certificate for `names`; resolves, when it listens, with the way to stop it. */
export async function startNginx(
  folder: string,
  {
    port,
    names,
    servers,
  }: { readonly port: number; readonly names: readonly string[]; readonly servers: string },
): Promise<() => Promise<void>> {
  mkdirSync(join(folder, 'tmp'), { recursive: true });
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...['-subj', `/CN=${names[0]}`, '-addext', `subjectAltName=${names.map((name) => `DNS:${name}`)}`],
      ...['-keyout', key, '-out', certificate],
    ],
    { stdio: 'ignore' },
  );
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/tmp/${name};`)
    .join('\n');
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/nginx.pid; error_log stderr error; worker_processes 1;
events {}
http {
  access_log off;
  include /etc/nginx/mime.types;
  ${temporary}
  ssl_certificate ${certificate};
  ssl_certificate_key ${key};
  ${servers}
}`,
  );
  const child = spawn('/usr/sbin/nginx', ['-p', folder, '-c', 'nginx.conf'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const failed = ended.then(() => {
    throw new Error(`nginx ended: ${said}`);
  });
  failed.catch(() => undefined);
  await Promise.race([listening(port), failed]);
  return async () => {
    child.kill('SIGTERM');
    await ended;
  };
}

async function listening(port: number): Promise<void> {
  while (!(await answers(port))) await new Promise((resolve) => setTimeout(resolve, 50));
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    }).on('error', () => resolve(false));
  });
}
