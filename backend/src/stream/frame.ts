import { constants, deflateRawSync } from 'node:zlib';

const text = 0x81;
const compressed = 0x40;
const flushTail = 4;
/** Below this, deflating costs more than it saves. */
const worthDeflating = 128;

/** A message as the wire wants it, made once and written to every socket. */
export interface Frame {
  readonly plain: Buffer;
  /** Made when first asked for, so a tick without compressing clients costs nothing. */
  readonly deflated: Buffer;
}

/** `message` is JSON text. */
export function frame(message: string): Frame {
  const payload = Buffer.from(message);
  const plain = withHeader(text, payload);
  let deflated: Buffer | undefined = payload.length < worthDeflating ? plain : undefined;
  return {
    plain,
    get deflated() {
      deflated ??= withHeader(text | compressed, deflate(payload));
      return deflated;
    },
  };
}

/** RFC 7692: a sync flush without its tail. It refers to nothing sent before, so any client can read it. */
function deflate(payload: Buffer): Buffer {
  const flushed = deflateRawSync(payload, { finishFlush: constants.Z_SYNC_FLUSH });
  return flushed.subarray(0, -flushTail);
}

/** RFC 6455 §5.2, from server to client: final, unmasked. */
function withHeader(first: number, payload: Buffer): Buffer {
  const { length } = payload;
  if (length < 126) return Buffer.concat([Buffer.of(first, length), payload]);
  if (length < 65_536) return Buffer.concat([Buffer.of(first, 126, length >> 8, length & 255), payload]);
  const header = Buffer.of(first, 127, 0, 0, 0, 0, 0, 0, 0, 0);
  header.writeUInt32BE(length, 6);
  return Buffer.concat([header, payload]);
}
