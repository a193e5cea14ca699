import { type Call, GitHubError } from './call.ts';

export type Body = Readonly<Record<string, unknown>>;

/** What a caller sent, as JSON. */
export function bodyOf({ incoming }: Call): Body {
  if (incoming.body === '') return {};
  const body = parsed(incoming.body);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new GitHubError(400, 'Body should be a JSON object');
  return body as Body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new GitHubError(400, 'Problems parsing JSON');
  }
}

export const invalid = (why: string) => new GitHubError(422, `Invalid request.\n\n${why}`);

/** A text field; required when there is nothing to take otherwise. */
export function textOf(body: Body, name: string, otherwise?: string): string {
  const value = body[name] ?? otherwise;
  if (value === undefined) throw invalid(`"${name}" wasn't supplied.`);
  if (typeof value !== 'string')
    throw invalid(`For 'properties/${name}', ${JSON.stringify(value)} is not a string.`);
  return value;
}

export function flagOf(body: Body, name: string, otherwise: boolean): boolean {
  const value = body[name] ?? otherwise;
  if (typeof value !== 'boolean')
    throw invalid(`For 'properties/${name}', ${JSON.stringify(value)} is not a boolean.`);
  return value;
}

/** One of a few words. */
export function wordOf<T extends string>(body: Body, name: string, words: readonly T[]): T {
  const text = textOf(body, name);
  const word = words.find((one) => one === text);
  if (word === undefined)
    throw invalid(`For 'properties/${name}', ${text} is not a member of [${words.join(', ')}].`);
  return word;
}
