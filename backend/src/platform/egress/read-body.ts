import type { Response as UndiciResponse } from 'undici';
import { EgressError } from './egress-error.ts';

/** The whole body, counted after decompression. Throws EgressError `too-large` as soon as it is over `maxBytes`. */
export async function readBody(
  response: UndiciResponse,
  maxBytes: number,
  host: string,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!response.body) return null;
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge(host, maxBytes);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw tooLarge(host, maxBytes);
    chunks.push(chunk);
  }
  return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

function tooLarge(host: string, maxBytes: number): EgressError {
  const limit = maxBytes >= 1_048_576 ? `${Math.floor(maxBytes / 1_048_576)} MiB` : `${maxBytes} bytes`;
  return new EgressError('too-large', `${host} answers with more than ${limit}`);
}
