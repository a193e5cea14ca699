import type { Part, Reply } from '../http/exchange.ts';
import { services } from '../world/shop.ts';
import { createWorld, type World } from '../world/world.ts';
import { githubPart } from './index.ts';

export const epoch = Date.parse('2026-03-02T12:00:00.250Z');
export const base = '/api/v3/repos/harbor-goods';
export { services };

export interface Asking {
  readonly world: World;
  readonly part: Part;
  ask(path: string, headers?: Readonly<Record<string, string>>, method?: string): Reply;
  /** The body of an answer that went well. */
  // biome-ignore lint/suspicious/noExplicitAny: the shapes are GitHub's and are proven by its own description
  read(path: string): any;
  setNow(at: number): void;
}

export function asking(seed = 'test'): Asking {
  let now = epoch;
  const world = createWorld(seed, epoch, () => now);
  const part = githubPart(world);
  const ask: Asking['ask'] = (path, headers = { authorization: 'token demo' }, method = 'GET') => {
    const { pathname, searchParams } = new URL(path, 'http://github.test:8080');
    return part.answer({
      method,
      path: pathname,
      query: searchParams,
      headers: { host: 'github.test:8080', ...headers },
      body: '',
    });
  };
  return {
    world,
    part,
    ask,
    read(path) {
      const { status, body } = ask(path);
      if (status !== 200) throw new Error(`${path} answered ${status}: ${body}`);
      return JSON.parse(body);
    },
    setNow: (at) => {
      now = at;
    },
  };
}
