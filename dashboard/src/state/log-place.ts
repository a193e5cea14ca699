import { setUrl, text, useUrl } from './url-state.ts';

const field = text('line');

/** Another part of the open modal; the back button still closes it. */
export const setPart = (part: string | undefined): void => setUrl({ part, line: undefined }, 'replace');

/** The line of a log that the reader stands on. */
export const setLine = (part: string, line: number): void => setUrl({ part, line: `${line}` }, 'replace');

export function useLine(): number | undefined {
  const line = Number(useUrl(field)[0]);
  return Number.isInteger(line) && line > 0 ? line : undefined;
}

/** The address of this page with a line of the open log. */
export function lineAddress(part: string, line: number): string {
  const url = new URL(location.href);
  url.searchParams.set('part', part);
  url.searchParams.set('line', `${line}`);
  return url.href;
}
