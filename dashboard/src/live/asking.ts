import type { Action, ActionKind } from '@smartops/contract';
import { useSyncExternalStore } from 'react';
import { call } from './call.ts';
import { CallError } from './exchange.ts';

/** What somebody wants done, to what; a review says how it ends as well. */
export interface Wish {
  readonly kind: ActionKind;
  /** Id of a run or a deployment. */
  readonly target: string;
  readonly name: string;
  readonly verdict?: 'approved' | 'rejected';
  readonly reason?: string;
}

/** What would happen, or why it must not. */
export type Proposal = { readonly action: Action } | { readonly refusal: CallError };

export interface Asked {
  readonly wish: Wish;
  /** Undefined while it is not known what exactly is wanted. */
  readonly proposal: Promise<Proposal> | undefined;
}

let asked: Asked | undefined;
const followers = new Set<() => void>();

function set(next: Asked | undefined): void {
  asked = next;
  for (const tell of followers) tell();
}

/** Has the backend look what would happen, and opens the dialog that shows it. Not in the address: a link must ask for nothing. */
export function ask(wish: Wish): void {
  const isComplete = wish.kind !== 'review' || wish.verdict !== undefined;
  set({ wish, proposal: isComplete ? propose(wish) : undefined });
}

export const stopAsking = (): void => set(undefined);

function follow(follower: () => void): () => void {
  followers.add(follower);
  return () => followers.delete(follower);
}

export const useAsked = (): Asked | undefined =>
  useSyncExternalStore(
    follow,
    () => asked,
    () => undefined,
  );

async function propose({ name: _, ...wish }: Wish): Promise<Proposal> {
  try {
    return await call('proposeAction', wish);
  } catch (error) {
    if (error instanceof CallError) return { refusal: error };
    throw error;
  }
}
