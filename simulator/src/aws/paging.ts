import { AwsError } from './aws-error.ts';

export interface Page<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. */
  readonly next: string | undefined;
}

export interface Asked {
  /** What the token belongs to: a token of another listing is none. */
  readonly listing: string;
  readonly token: string | null | undefined;
  /** What the client asks for at most. */
  readonly size?: number | undefined;
  /** What one answer holds at most, whatever the client asks for. */
  readonly most: number;
  /** The service's own code for a token it did not give. */
  readonly badToken?: string;
}

/** Throws AwsError for a token that this listing did not give. */
export function pageOf<T>(all: readonly T[], asked: Asked): Page<T> {
  const from = asked.token ? offsetOf(asked.token, asked) : 0;
  const size = Math.max(1, Math.min(asked.size || asked.most, asked.most));
  const to = from + size;
  return { items: all.slice(from, to), next: to < all.length ? tokenFor(asked.listing, to) : undefined };
}

/** The number in a form or query string. */
export function sizeIn(params: URLSearchParams, name: string): number | undefined {
  return Number(params.get(name)) || undefined;
}

function tokenFor(listing: string, offset: number): string {
  return Buffer.from(JSON.stringify([listing, offset])).toString('base64');
}

function offsetOf(token: string, { listing, badToken = 'InvalidParameterValue' }: Asked): number {
  try {
    const [of, offset] = JSON.parse(Buffer.from(token, 'base64').toString());
    if (of === listing && Number.isInteger(offset)) return offset;
  } catch {
    // Not a token of ours; said below.
  }
  throw new AwsError(badToken, 'The token is not valid.');
}
