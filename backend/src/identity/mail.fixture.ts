import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  /** As it went over the wire. */
  readonly raw: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A real mail server on loopback that keeps what it gets. */
export async function openMailbox() {
  const received: Received[] = [];
  const tried: string[] = [];
  let refusal: string | undefined;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      tried.push(address);
      done(refusal === undefined ? null : Object.assign(new Error(refusal), { responseCode: 550 }));
    },
    onData(stream, { envelope: { mailFrom, rcptTo } }, done) {
      text(stream).then((raw) => {
        const from = mailFrom === false ? '' : mailFrom.address;
        received.push({ from, to: rcptTo.map(({ address }) => address), raw, ...read(raw) });
        done();
      }, done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    variables: { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'SmartOpsAgent <ops@harbor.example>' },
    received,
    /** Whom mail was meant for, whether or not it was taken. */
    tried,
    /** From now on every address is refused with 550 and this text. */
    refuse: (text: string | undefined) => {
      refusal = text;
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** One part of plain text, as our letters are. */
function read(raw: string): Pick<Received, 'headers' | 'body'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      unfolded(line.slice(line.indexOf(':') + 2)),
    ]),
  );
  const body = rest.join('\r\n\r\n');
  return { headers, body: headers['content-transfer-encoding'] === 'quoted-printable' ? plain(body) : body };
}

/** Words beyond ASCII, as RFC 2047 has them. */
function unfolded(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?Q\?(.*?)\?=/gi, (_, word: string) => plain(word.replaceAll('_', ' ')));
}

function plain(quoted: string): string {
  const bytes = quoted
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
