import type { Incoming } from '../../http/exchange.ts';
import { owner, type Service } from '../../world/shop.ts';
import type { World } from '../../world/world.ts';
import type { Deeds } from '../deeds/deeds.ts';
import type { Hooks } from '../hooks/hooks.ts';
import type { Book } from '../script/book.ts';

/** One request as its handler sees it. */
export interface Call {
  readonly incoming: Incoming;
  readonly world: World;
  readonly book: Book;
  /** Where what a caller does is written down. */
  readonly deeds: Deeds;
  readonly hooks: Hooks;
  readonly now: number;
  /** `http://host:port`. */
  readonly origin: string;
  /** Where this API lies: `http://host:port/api/v3`. */
  readonly api: string;
  readonly token: string | undefined;
  /** What the path names. */
  readonly params: Readonly<Record<string, string>>;
}

/** Of a route below a repository. */
export interface RepoCall extends Call {
  readonly repo: Service;
  /** How it is called now. */
  readonly name: string;
  /** Where it lies in this API, and for people. */
  readonly repoUrl: string;
  readonly repoWeb: string;
}

export interface Answer {
  readonly body: unknown;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What GitHub refuses, in its own words. */
export class GitHubError extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

export const notFound = () => new GitHubError(404, 'Not Found');

/** GitHub's timestamps have no fractions of a second. */
export const iso = (at: number) => `${new Date(at).toISOString().slice(0, 19)}Z`;

export const web = 'https://github.com';

export const nameOf = ({ names }: Deeds, repo: Service): string => names.get(repo) ?? repo;

/** A call as it is seen in one repository. */
export function inRepo<T extends Call>(call: T, repo: Service): T & RepoCall {
  const name = nameOf(call.deeds, repo);
  const path = `${owner}/${name}`;
  return { ...call, repo, name, repoUrl: `${call.api}/repos/${path}`, repoWeb: `${web}/${path}` };
}

/** An id in the path; what is none is not found. */
export function idOf(call: Call, name: string): number {
  const text = call.params[name] ?? '';
  if (!/^\d{1,16}$/.test(text)) throw notFound();
  return Number(text);
}
