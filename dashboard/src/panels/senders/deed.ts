import type { Sender } from '@smartops/contract';

export interface WithToken {
  readonly sender: Sender;
  readonly token: string;
}

/** What somebody does to a sender. */
export type SenderDeed = { readonly what: 'edit' | 'rotate' | 'remove'; readonly sender: Sender };

/** What was done to a sender just now. */
export interface Done {
  readonly text: string;
  /** As it is since. */
  readonly sender: Sender;
  readonly removed: boolean;
}
