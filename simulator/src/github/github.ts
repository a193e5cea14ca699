import type { World } from '../world/world.ts';
import { changedBook } from './deeds/changed-book.ts';
import { createDeeds, type Deeds } from './deeds/deeds.ts';
import { createHooks, type Hooks } from './hooks/hooks.ts';
import { createQuotas, type Quotas } from './rest/quota.ts';
import { type Book, createBook } from './script/book.ts';

/** One GitHub: its script, and what callers did to it. */
export interface GitHub {
  readonly world: World;
  readonly book: Book;
  readonly deeds: Deeds;
  readonly hooks: Hooks;
  readonly quotas: Quotas;
}

export function createGitHub(world: World): GitHub {
  const deeds = createDeeds();
  return {
    world,
    deeds,
    book: changedBook(createBook(world), deeds),
    hooks: createHooks(),
    quotas: createQuotas(),
  };
}
