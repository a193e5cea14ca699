import { crc32, deflateRawSync } from 'node:zlib';

export interface Packed {
  readonly name: string;
  readonly text: string;
}

/** A zip archive; every file has the same time. */
export function zip(files: readonly Packed[], at: number): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, text } of files) {
    const head = fieldsOf(Buffer.from(name), Buffer.from(text), at);
    const local = Buffer.concat([u32(0x04034b50), u16(20), head.fields, head.name]);
    directory.push(
      Buffer.concat([
        u32(0x02014b50),
        u16(20),
        u16(20),
        head.fields,
        Buffer.alloc(10),
        u32(offset),
        head.name,
      ]),
    );
    parts.push(local, head.data);
    offset += local.length + head.data.length;
  }
  const index = Buffer.concat(directory);
  const count = u16(files.length);
  const end = [u32(0x06054b50), u32(0), count, count, u32(index.length), u32(offset), u16(0)];
  return Buffer.concat([...parts, index, ...end]);
}

/** What a file's own header and its entry in the directory have in common. */
function fieldsOf(name: Buffer, text: Buffer, at: number) {
  const data = deflateRawSync(text);
  const date = new Date(at);
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
  const isUtf8 = 0x800;
  const fields = Buffer.concat([
    ...[u16(isUtf8), u16(8), u16(time), u16(day)],
    ...[u32(crc32(text)), u32(data.length), u32(text.length), u16(name.length), u16(0)],
  ]);
  return { fields, name, data };
}

function u16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function u32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
