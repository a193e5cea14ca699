import { openLog } from '../log/open-log.ts';
import { authorityOf, testCaller } from './caller.fixture.ts';
import { createGate } from './gate.ts';
import { openServer, type Server, type ServerOptions } from './server.ts';

/** A server as the program builds it, with what it logs in `lines`. */
export async function openTestServer(
  options: Partial<ServerOptions> = {},
): Promise<{ app: Server; lines: string[] }> {
  const lines: string[] = [];
  const log = openLog({ level: 'info', redact: (value) => value, write: (line) => lines.push(line) });
  const gate = createGate({ host: '127.0.0.1', origins: ['https://ops.example'] });
  const authority = authorityOf(testCaller({ kind: 'loopback', role: 'admin' }));
  return { app: await openServer({ log, gate, authority, ...options }), lines };
}
