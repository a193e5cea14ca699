import type { Socket } from 'node:net';
import { problem, problemType } from './problem.ts';
import { securityHeaders } from './security-headers.ts';

interface Refusal {
  readonly status: number;
  readonly reason: string;
  readonly detail: string;
}

const unreadable: Refusal = {
  status: 400,
  reason: 'Bad Request',
  detail: 'This is not a request that can be read',
};
const refusals: Readonly<Record<string, Refusal | undefined>> = {
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: 408,
    reason: 'Request Timeout',
    detail: 'The request took too long to arrive',
  },
  HPE_HEADER_OVERFLOW: {
    status: 431,
    reason: 'Request Header Fields Too Large',
    detail: 'The head of the request is too large',
  },
};

/** What is not even HTTP, or never became a whole request, has no request to reply to. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const { status, reason, detail } = refusals[error.code ?? ''] ?? unreadable;
  const body = JSON.stringify({ ...problem('invalid', detail), status });
  const head = [
    `HTTP/1.1 ${status} ${reason}`,
    `content-type: ${problemType}`,
    `content-length: ${body.length}`,
    'connection: close',
    ...Object.entries(securityHeaders).map(([name, value]) => `${name}: ${value}`),
  ];
  // Whoever is too slow to ask may be too slow to hang up.
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.destroy());
}
