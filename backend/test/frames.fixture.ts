import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';

/** What a hostile client writes, and the code with which the server must close (RFC 6455 §7.4.1). */
export interface Hostile {
  readonly kind: string;
  readonly bytes: Buffer;
  /** Undefined where any code will do. */
  readonly code: number | undefined;
}

interface FrameOptions {
  readonly opcode: number;
  readonly payload?: Buffer;
  readonly fin?: boolean;
  /** RSV1 to RSV3 as bits 4, 2, 1. */
  readonly reserved?: number;
  readonly masked?: boolean;
  /** What the header says, whatever follows. */
  readonly length?: bigint;
}

const maxPayload = 64 * 1024;
const text = 1;
const close = 8;
const ping = 9;

/** RFC 6455 §5.2, from client to server unless `masked` is false. */
export function frame({ opcode, payload = Buffer.alloc(0), fin = true, ...more }: FrameOptions): Buffer {
  const { reserved = 0, masked = true, length = BigInt(payload.length) } = more;
  const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
  const bit = masked ? 0x80 : 0;
  const short = length < 126n ? Number(length) : length < 65_536n ? 126 : 127;
  const extended = Buffer.alloc(short === 126 ? 2 : short === 127 ? 8 : 0);
  if (short === 126) extended.writeUInt16BE(Number(length));
  if (short === 127) extended.writeBigUInt64BE(length);
  if (!masked) return Buffer.concat([Buffer.of(first, bit | short), extended, payload]);
  const mask = randomBytes(4);
  const hidden = payload.map((byte, index) => byte ^ (mask[index & 3] ?? 0));
  return Buffer.concat([Buffer.of(first, bit | short), extended, mask, hidden]);
}

const some = (least: number, most: number) =>
  fc.uint8Array({ minLength: least, maxLength: most }).map((bytes) => Buffer.from(bytes));
const hostile = (kind: string, code: number | undefined, bytes: fc.Arbitrary<Buffer>) =>
  bytes.map((one): Hostile => ({ kind, code, bytes: one }));
const framed = (kind: string, code: number, options: fc.Arbitrary<FrameOptions>) =>
  hostile(kind, code, options.map(frame));

const data = fc.constantFrom(1, 2);
const control = fc.constantFrom(8, 9, 10);
const payload = some(0, 200);
const notUtf8 = fc
  .constantFrom('ff', 'c0af', 'eda080', 'f4908080', '80', 'c2', 'e28281e282')
  .map((hex) => Buffer.from(hex, 'hex'));
const closeCode = (code: number) => Buffer.of(code >> 8, code & 255);

const brokenFrames = [
  framed('without a mask', 1002, fc.record({ opcode: data, payload, masked: fc.constant(false) })),
  framed('with RSV2 or RSV3', 1002, fc.record({ opcode: data, payload, reserved: fc.constantFrom(1, 2, 3) })),
  framed('with RSV1 on a control frame', 1002, fc.record({ opcode: control, reserved: fc.constant(4) })),
  framed(
    'of no known kind',
    1002,
    fc.record({ opcode: fc.constantFrom(3, 4, 5, 6, 7, 11, 12, 13, 14, 15), payload }),
  ),
  framed('continuing nothing', 1002, fc.record({ opcode: fc.constant(0), payload, fin: fc.boolean() })),
  framed(
    'controlling in parts',
    1002,
    fc.record({ opcode: control, fin: fc.constant(false), payload: some(0, 20) }),
  ),
  framed('controlling at length', 1002, fc.record({ opcode: control, payload: some(126, 300) })),
  framed('closing with half a code', 1002, fc.record({ opcode: fc.constant(close), payload: some(1, 1) })),
  framed(
    'closing with a code that does not exist',
    1002,
    fc.record({
      opcode: fc.constant(close),
      payload: fc.constantFrom(0, 1, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65_535).map(closeCode),
    }),
  ),
  framed(
    'closing with broken text',
    1007,
    fc.record({
      opcode: fc.constant(close),
      payload: notUtf8.map((bytes) => Buffer.concat([closeCode(1000), bytes])),
    }),
  ),
  framed('with broken text', 1007, fc.record({ opcode: fc.constant(text), payload: notUtf8 })),
  framed(
    'said to be too long',
    1009,
    fc.record({ opcode: data, length: fc.bigInt({ min: BigInt(maxPayload + 1), max: 2n ** 53n - 1n }) }),
  ),
  framed(
    'said to be endless',
    1009,
    fc.record({ opcode: data, length: fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }) }),
  ),
];

const brokenSequences = [
  hostile(
    'beginning a message inside another',
    1002,
    fc
      .tuple(data, data, payload)
      .map(([first, second, bytes]) =>
        Buffer.concat([
          frame({ opcode: first, fin: false, payload: bytes }),
          frame({ opcode: second, payload: bytes }),
        ]),
      ),
  ),
  hostile(
    'too long in parts',
    1009,
    fc.constantFrom(20_000, 40_000).map((size) => {
      const part = Buffer.alloc(size, 'a');
      const rest = Array.from({ length: 4 }, () => frame({ opcode: 0, fin: false, payload: part }));
      return Buffer.concat([frame({ opcode: text, fin: false, payload: part }), ...rest]);
    }),
  ),
  hostile(
    'compressed, and no such thing',
    1007,
    some(1, 100).map((bytes) =>
      frame({ opcode: text, reserved: 4, payload: Buffer.concat([Buffer.of(0xff, 0xff), bytes]) }),
    ),
  ),
  hostile(
    'compressed, and a bomb',
    1009,
    fc
      .constantFrom(100_000, 4_000_000)
      .map((size) => frame({ opcode: text, reserved: 4, payload: deflateRawSync(Buffer.alloc(size, 'a')) })),
  ),
  hostile(
    'flooding',
    1008,
    fc
      .constantFrom(ping, text)
      .map((opcode) => Buffer.concat(Array.from({ length: 60 }, () => frame({ opcode })))),
  ),
  hostile('random', undefined, some(2, 400)),
  hostile(
    'cut off',
    undefined,
    fc
      .tuple(data, some(2, 100))
      .map(([opcode, bytes]) => frame({ opcode, payload: bytes }).subarray(0, bytes.length)),
  ),
];

/** One broken frame or sequence. Those that say `compressed` need a connection that agreed to compress. */
export const hostileFrames: fc.Arbitrary<Hostile> = fc.oneof(
  ...brokenFrames.map((arbitrary) => ({ arbitrary, weight: 4 })),
  ...brokenSequences.map((arbitrary) => ({ arbitrary, weight: 1 })),
);

/** What any client may send now and then. */
export const harmlessFrames: fc.Arbitrary<Buffer> = fc.oneof(
  fc.constant(frame({ opcode: 10 })),
  payload.filter(({ length }) => length < 126).map((bytes) => frame({ opcode: ping, payload: bytes })),
  fc
    .string({ unit: 'binary', maxLength: 60 })
    .map((said) => frame({ opcode: text, payload: Buffer.from(said.toWellFormed()) })),
  payload.map((bytes) => frame({ opcode: 2, payload: bytes })),
);
