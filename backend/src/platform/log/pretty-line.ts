/** `12:00:01 warn  GitHub is slow {"ms":900}`, with the stack of an error below. */
export function prettyLine(line: string): string {
  const { time, level, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const clock = String(time).slice(11, 19);
  const details = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : '';
  const stack = isError(err) ? `\n${err.stack}` : '';
  return `${clock} ${String(level).padEnd(5)} ${msg ?? ''}${details}${stack}\n`;
}

function isError(value: unknown): value is { stack: string } {
  return typeof value === 'object' && value !== null && 'stack' in value;
}
