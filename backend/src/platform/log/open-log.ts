import { type Logger, type LoggerOptions, pino, stdSerializers, stdTimeFunctions } from 'pino';
import { prettyLine } from './pretty-line.ts';

export type Log = Logger;

export interface LogOptions {
  readonly level: LoggerOptions['level'] & string;
  /** Lines for a person's eyes instead of JSON. */
  readonly pretty?: boolean;
  /** Takes what must not be written out of any value; everything that is logged passes through it. */
  readonly redact: (value: unknown) => unknown;
  /** Where lines go; the standard output unless told otherwise. */
  readonly write?: (line: string) => void;
}

/** One JSON object a line, without secrets. */
export function openLog({ level, pretty = false, redact, write }: LogOptions): Log {
  const sink = write ?? ((line: string) => process.stdout.write(line));
  const log = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
      },
      hooks: {
        logMethod(args, method) {
          const [first, ...rest] = clean(args, redact);
          method.call(this, first as object, ...(rest as [string]));
        },
      },
    },
    { write: pretty ? (line: string) => sink(prettyLine(line)) : sink },
  );
  // pino calls its own formatter of bindings for the root only, so children are cleaned here; they inherit this.
  const child = log.child;
  log.child = function (this: Log, bindings: object, ...rest: []) {
    return child.call(this, Object(redact(bindings)), ...rest);
  } as typeof child;
  return log;
}

/** Errors become plain objects before they are redacted: a redactor cannot rewrite the text of an error in place. */
function clean(args: readonly unknown[], redact: LogOptions['redact']): unknown[] {
  const [first, ...rest] = args;
  if (first instanceof Error) return [redact({ err: plainError(first) }), redact(rest[0] ?? first.message)];
  return [redact(isRecord(first) ? withPlainErrors(first) : first), ...rest.map((value) => redact(value))];
}

function withPlainErrors(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, value instanceof Error ? plainError(value) : value]),
  );
}

function plainError(error: Error): Record<string, unknown> {
  return { ...stdSerializers.err(error), raw: undefined };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
